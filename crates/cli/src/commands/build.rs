//! `inkstone build`: a complete site from a folder of posts.

use std::{borrow::Cow, mem, path::Path, sync::Arc, time::Instant};

use inkstone_content::Severity;
use inkstone_views::Messages;
use jiff::Timestamp;
use rayon::prelude::*;

use crate::{
    App, BasePath, Blog, Failure, FileNames, FileProblem, Progress, Report,
    aliases::redirects,
    blog::Posts,
    cache::{Cache, CacheFile, Found},
    claims::Refusal,
    compress::{Compress, compress},
    csp::Csp,
    feeds::Feeds,
    headers::headers_file,
    key::Recipe,
    later,
    manifest::{MANIFEST, manifest},
    memory::Memory,
    output::{Ground, Output},
    pages::{Lists, PAGE_SCRIPT, PageText, Pages, settle},
    publish::{Copied, Published, Publisher},
    records::Records,
    renewal::Renewal,
    service_worker::{self, Offline, SHELL, WORKER},
    shell::{FirstStyles, Shell},
    staging::Staging,
    statics,
    taken::{Taken, generated},
    walk::SourceFile,
};

/// What of an earlier build is used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reuse {
    /// Whatever would come out the same; beside the site a folder remembers it for the next build.
    Unchanged,
    /// Nothing, and nothing is remembered.
    Nothing,
}

/// How a site is built.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// The app that readers run.
    pub app: App,
    /// Where the site will live on its host; `None`: what the site's address says, else `/`.
    pub base: Option<BasePath>,
    /// Whether texts are compressed beside themselves.
    pub compress: Compress,
    /// What of an earlier build is used again.
    pub reuse: Reuse,
    /// What pages hold before the app runs.
    pub text: PageText,
    /// Whether readers may keep the site for times without a network.
    pub offline: Offline,
    /// What time it is, for posts whose time has not come or is over.
    pub now: Timestamp,
    /// What the file system makes of the names of files; `None`: that is found out.
    pub names: Option<FileNames>,
    /// Where progress is shown.
    pub progress: Progress,
}

/// Builds the site of `blog` in the folder `site`, which is replaced whole or not at all.
///
/// # Errors
/// When `site` may not be replaced or cannot be written. What is wrong with single posts is in
/// the report and fails nothing.
pub fn build(blog: &Blog, site: &Path, options: &BuildOptions) -> Result<Report, Failure> {
    let began = Instant::now();
    let blog = &*placed(blog, options.base.as_ref());
    let index = options.app.file("index.html").unwrap_or_default();
    let shell = Shell::parse(&String::from_utf8_lossy(index), FirstStyles::of(&options.app), Csp::new(&blog.site))?;
    let staging = Staging::begin(site, &blog.folder)?;
    if options.reuse == Reuse::Nothing {
        staging.empty()?;
    }
    let file = match options.reuse {
        Reuse::Unchanged => CacheFile::read(&staging.cache()),
        Reuse::Nothing => CacheFile::default(),
    };
    let (cache, records) = Cache::open(&file);
    let names = options.names.unwrap_or_else(|| staging.names());
    let began_at = staging.clock();
    let renewal = renew(records, &staging)?;
    let twin = if options.reuse == Reuse::Unchanged { staging.begin_twin() } else { None };
    let output = Output::new(staging.folder().to_owned(), Ground::Ours(renewal), names).with_twin(twin);
    let memory = Memory::new(&cache, blog, options.now);
    let publisher = Publisher { output: &output, now: options.now, progress: options.progress, memory: Some(&memory) };
    for (name, content) in options.app.assets().filter(|(name, _)| service_worker::is_copied(name)) {
        output.write(name, content)?;
    }
    let mut published = publisher.publish(blog)?;
    if let Found::Bad(reason) = cache.found() {
        published.posts.add_problems([unusable(&staging.cache(), reason)]);
    }
    let statics = copy_statics(options, &publisher, &mut published)?;
    let (mut redirects, mut problems) = redirects(&published.posts, &statics, &options.app, &blog.site);
    let of_address = || blog.site.url.as_deref().and_then(BasePath::of_url);
    let base = options.base.clone().or_else(of_address).unwrap_or_default();
    let recipe = Recipe::new("page").with(index).with_form(&blog.site).with_form(&blog.zone);
    // The site's form is that of the catalogue, which has nothing of what is only in pages.
    let recipe = recipe.with(shell.policy().to_string().as_bytes()).with_form(&blog.site.plug_ins);
    let recipe = recipe.with_form(&blog.site.base_path);
    let recipe = recipe.with(format!("{:?}", options.text).as_bytes());
    let recipe = shell.first_styles().into_iter().fold(recipe, |recipe, css| recipe.with(css.as_bytes())).settled();
    let own = statics.iter().map(|file| file.path.as_str().to_owned());
    let app = options.app.assets().map(|(name, _)| name.to_owned());
    let taken = Taken::new(own.chain(app).chain(redirects.iter().map(|page| page.path.clone())));
    let lists = Lists::new(&published.root, &output, Some(&memory));
    // A page of the blog never takes the place of what its readers' browsers ask for by name.
    for own in generated() {
        // Where the blog has such a file itself, that is in its place already.
        let _ = output.claim(own);
    }
    let places = settle(lists.places()?, &mut published.posts, &taken, &output);
    // After the pages: an old address never takes the place of one that is in use.
    redirects.retain(|page| {
        let so = "this old address does not lead to the post";
        let problem = |refusal: Refusal| refusal.problem(&page.post, Severity::Warning, &page.path, so);
        output.claim(&page.path).map_err(|refusal| problems.push(problem(refusal))).is_ok()
    });
    published.posts.add_problems(problems);
    redirects.par_iter().try_for_each(|page| output.write(&page.path, page.html.as_bytes()))?;
    let pages = Pages {
        shell: &shell,
        blog,
        site: Arc::new(blog.site.clone()),
        messages: Arc::new(Messages::for_language(&blog.site.language)),
        base,
        text: options.text,
        recipe,
        now: options.now,
        offline: options.offline,
        has_embed_page: options.app.file(PAGE_SCRIPT).is_some(),
        pictures: &published.pictures,
        taken: &taken,
        output: &output,
    };
    // What feeds do one by one is done beside the pages, which all have their places; nobody waits for it long
    // enough to be told.
    let feeds = Feeds { blog, output: &output, taken: &taken };
    let (pages_written, feeds_written) =
        rayon::join(|| pages.write(&published, &lists, &places, options.progress), || feeds.write(&published, &places));
    pages_written.and(feeds_written)?;
    output.write("_headers", headers_file(shell.policy(), &options.app).as_bytes())?;
    // Last of all: whoever has the new worker finds all that it names.
    let ours = service_worker::SiteFiles { shell: pages.shell_of_all(), manifest: manifest(&blog.site)? };
    output.write(MANIFEST, ours.manifest.as_bytes())?;
    output.write(SHELL, ours.shell.as_bytes())?;
    if let Some(worker) = service_worker::worker(&options.app, &ours, options.offline)? {
        output.write(WORKER, worker.as_bytes())?;
    }
    if options.compress == Compress::Texts {
        compress(&output, options.progress)?;
    }
    published.posts.add_problems(output.clashes());
    let (bytes, files) = output.totals();
    let made = output.finish()?;
    match options.reuse {
        Reuse::Unchanged => {
            cache.write(&staging.cache(), made.folders([began_at, staging.clock()]))?;
        }
        Reuse::Nothing => staging.forget()?,
    }
    staging.finish()?;
    let Published { posts: Posts { counts, problems, shown, until, .. }, .. } = published;
    later::drop(shown);
    Ok(Report { counts, files, bytes, seconds: began.elapsed().as_secs_f64(), problems, until })
}

/// The blog with the path at which it will live, where that is said of this build. The domain's own root
/// says nothing: what is only looked at there keeps the path that its address has.
fn placed<'a>(blog: &'a Blog, base: Option<&BasePath>) -> Cow<'a, Blog> {
    let Some(base) = base.filter(|base| **base != BasePath::default()) else { return Cow::Borrowed(blog) };
    let mut placed = blog.clone();
    placed.site.base_path = Some(base.as_str().to_owned());
    Cow::Owned(placed)
}

/// Looks at what an earlier build left where the site is made, as far as that is of use.
fn renew<'a>(records: Records<'a>, staging: &Staging) -> Result<Renewal<'a>, Failure> {
    Renewal::begin(records, staging.site(), staging.folder()).or_else(|(_, records)| {
        staging.empty()?;
        let again = Renewal::begin(records, staging.site(), staging.folder());
        again.map_err(|(error, _)| Failure::file("look at", staging.folder())(error))
    })
}

fn unusable(cache: &Path, reason: &str) -> FileProblem {
    let message = format!("what the last build remembered is not used: {reason}");
    let hint = "nothing is lost: everything was built anew, and the next build will be fast again";
    FileProblem::whole(cache.display().to_string(), Severity::Warning, "cache", message, hint)
}

/// Copies what belongs to the site's root and returns it.
fn copy_statics(
    options: &BuildOptions,
    publisher: &Publisher<'_>,
    published: &mut Published,
) -> Result<Vec<SourceFile>, Failure> {
    let app = options.app.assets().map(|(name, _)| name).collect();
    let (files, problems) = statics::settle(mem::take(&mut published.posts.statics), &app);
    let Copied { pictures, lost } = publisher.copy("", &files)?;
    published.pictures.extend(pictures);
    let posts = &mut published.posts;
    posts.counts.assets += files.len() - lost.len();
    posts.add_problems(problems.into_iter().chain(lost));
    Ok(files)
}
