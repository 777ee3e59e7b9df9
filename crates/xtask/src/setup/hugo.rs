//! Hugo, which builds are measured beside: Debian's package.

use crate::process::Run;
use crate::project::Project;

/// Installs Hugo where it is missing and that can be done; says so where it cannot. The
/// comparison then names it as missing, and the rest is measured.
pub(crate) fn set_up(project: &Project) {
    if Run::new(project, "hugo").arg("version").output().is_ok() {
        return;
    }
    let installed = Run::new(project, "apt-get")
        .words("update")
        .run()
        .and_then(|()| Run::new(project, "apt-get").words("install --yes hugo").run());
    if let Err(failure) = installed {
        eprintln!("  hugo: not installed ({failure}); install it by hand to compare with it");
    }
}
