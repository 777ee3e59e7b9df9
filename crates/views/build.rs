//! Lists the files of `messages/`, so that a language is one file and nothing else.

use std::{env, fmt::Write as _, fs, io, path::Path};

fn main() -> io::Result<()> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("messages");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<_> =
        fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    // English first: it stands in for what another language lacks.
    files.sort_by_key(|file| file.file_stem().is_none_or(|stem| stem != "en"));
    // A reader needs one language, which the app fetches.
    let is_app = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    let (mut texts, mut index) = (String::from("&[\n"), String::from("&[\n"));
    for (at, file) in files.iter().enumerate() {
        println!("cargo::rerun-if-changed={}", file.display());
        let text = fs::read_to_string(file)?;
        let value = |name: &str| {
            let values = text.lines().filter_map(|line| line.split_once('='));
            values.filter(|(known, _)| known.trim() == name).map(|(_, value)| value.trim()).next().unwrap_or_default()
        };
        writeln!(index, "    [{:?}, {:?}, {:?}],", value("language"), value("name"), value("tags"))
            .map_err(io::Error::other)?;
        if at == 0 || !is_app {
            writeln!(texts, "    include_str!({file:?}),").map_err(io::Error::other)?;
        }
    }
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("languages.rs"), texts + "]\n")?;
    fs::write(Path::new(&out).join("index.rs"), index + "]\n")
}
