//! A post's page: its text, rendered and sanitised here as it would be in the browser.

use foldhash::HashMap;
use inkstone_catalogue::{Line, PageRecord, Parts, Summary, fingerprint};
use inkstone_content::{CategoryPath, PostHead, PostPath, Zone, address::encode_path};
use inkstone_sanitise::{SafeBody, sized, typeset};
use inkstone_views::{
    Article, ArticleView, PostToCome, Route,
    article::{ArticleText, Neighbour, around, can_have_related, old_since, related_place},
    article_page, article_skeleton,
    language::direction_of,
    offline::save_place,
    post_skeleton,
};
use serde::Serialize;
use yew::prelude::*;

use super::{At, Head, Kind, PageText, Pages, Robots, embed};
use crate::{
    Failure,
    blog::Posts,
    key::Recipe,
    pictures::Sizes,
    prepared::{Prepared, prepare},
    read::Shown,
    service_worker::Offline,
    shell::{First, Page},
};

impl Pages<'_> {
    /// Writes a post's page. A post that is too large to be held gets one without its text.
    pub(super) fn write_post(&self, post: &Shown, neighbours: &Neighbours, zone: &Zone) -> Result<(), Failure> {
        let Some(route) = route(&post.summary) else { return Ok(()) };
        let Some(at) = At::route(&route) else { return Ok(()) };
        let beside = neighbours.beside(&post.summary);
        let sizes = self.pictures.sizes(&post.pictures);
        // Its frame has no neighbours, so it may stay when the page may not, and the other way round.
        let alone = self.post_recipe(post, &sizes);
        let key = alone.clone().with_form(&beside.form()).key();
        let framed = alone.clone().with_key(embed::frame_key());
        let (frame_key, oembed_key) = (framed.key(), framed.with(b"oembed").key());
        let element_key = alone.with(b"element").key();
        let frame = embed::frame_file(&at).filter(|_| self.text == PageText::Whole);
        let oembed = embed::oembed_file(&at)
            .filter(|_| self.text == PageText::Whole && post.listed && self.site().url.is_some());
        let element = embed::element_file(&at).filter(|_| self.text == PageText::Whole);
        let keeps = |file: &Option<String>, key| file.as_ref().map_or(Ok(true), |file| self.output.keep(file, key));
        let (page_stays, frame_stays) = (self.output.keep(&at.file, &key)?, keeps(&frame, &frame_key)?);
        let (oembed_stays, element_stays) = (keeps(&oembed, &oembed_key)?, keeps(&element, &element_key)?);
        if page_stays && frame_stays && oembed_stays && element_stays {
            return Ok(());
        }
        // What has been published is what has been judged, even while its author types.
        let raw = match self.text {
            PageText::Whole => self.output.read(&format!("posts/{}", post.summary.file()))?,
            PageText::Skeleton => None,
        };
        let written = match (raw, PostPath::new(post.summary.file())) {
            (Some(raw), Ok(file)) => Some(self.article(&raw, file, &post.summary, &sizes, &at, zone)),
            _ => None,
        };
        if let Some(whole @ Written { article, .. }) = &written {
            if let Some(file) = element.filter(|_| !element_stays) {
                self.output.write_as(&file, &element_key, self.element(whole).as_bytes())?;
            }
            if let Some(file) = frame.filter(|_| !frame_stays) {
                let page = self.frame_page(article, &route, &at);
                self.output.write_as(&file, &frame_key, page.as_bytes())?;
            }
            if let (Some(file), Some(text)) = (oembed.filter(|_| !oembed_stays), self.oembed(article, &route)) {
                self.output.write_as(&file, &oembed_key, text.as_bytes())?;
            }
        }
        if page_stays {
            return Ok(());
        }
        let page = self.post_page(post, &route, &at, &beside, written);
        self.output.write_as(&at.file, &key, page.as_bytes())
    }

    /// What a post's page is made of, but for what stands beside the post.
    fn post_recipe(&self, post: &Shown, sizes: &Sizes<'_>) -> Recipe {
        // All that its summary says comes from the file and the settings, but for the address.
        let Summary { path, file, .. } = &post.summary;
        let old = old_since(post.summary.date, post.summary.updated, self.site(), self.now).is_some();
        let can_be_kept = self.offline == Offline::Allowed;
        let form = (path, file, post.found, old, can_be_kept, sizes.form());
        self.recipe.clone().with_key(&post.content).with_form(&form)
    }

    fn article(
        &self,
        raw: &[u8],
        file: PostPath,
        summary: &Summary,
        sizes: &Sizes<'_>,
        at: &At,
        zone: &Zone,
    ) -> Written {
        let Prepared { head, text } = prepare(self.blog, raw, file, &at.base, zone);
        let record = PageRecord::new(
            route(summary).map(|route| route.to_string()).unwrap_or_default(),
            fingerprint(raw),
            Some(head.clone()),
        );
        let (text, body) = match text {
            ArticleText::Body(body) => {
                let body = sized(&body, |address| sizes.at(address, &at.base));
                (ArticleText::Body(typeset(&body)), Some(body))
            }
            plain => (plain, None),
        };
        let article = Article {
            path: summary.path.clone().into(),
            raw: format!("{}posts/{}", at.below(), encode_path(head.file.as_str())).into(),
            head,
            text,
        };
        Written { article, record, body }
    }

    fn post_page(&self, post: &Shown, route: &Route, at: &At, beside: &Beside<'_>, written: Option<Written>) -> String {
        let (site, summary) = (self.site(), &post.summary);
        let language = summary.language.as_deref().unwrap_or(&site.language);
        let (earlier, later) = (beside.older.and_then(Neighbour::of), beside.newer.and_then(Neighbour::of));
        let routes = (earlier.as_ref().map(Neighbour::route), later.as_ref().map(Neighbour::route));
        let hero = written.as_ref().and_then(|written| written.article.head.hero.as_deref());
        // A hero's address is relative to the page, a thumbnail's to the site's root.
        let hero = hero.map(|hero| hero.strip_prefix(at.base.as_str()).unwrap_or(hero));
        let mut head = Head {
            title: &summary.title,
            description: &summary.excerpt,
            language,
            route: Some(route),
            image: hero.or(summary.thumbnail.as_deref()),
            previous: routes.0.as_ref(),
            next: routes.1.as_ref(),
            robots: if post.found { Robots::Come } else { Robots::Stay },
            file: summary.file.as_deref(),
            ..Head::new(site, &at.base)
        };
        let (head, frame, noscript) = match &written {
            Some(Written { article, record, .. }) => {
                head.kind = Kind::Post(&article.head);
                head.record = Some(record);
                let frame = self.frame(at, Some(route), |setting| {
                    let children = html! {
                        <>
                            {around(setting, earlier.as_ref(), later.as_ref())}
                            if can_have_related(&article.head) { {related_place(Html::default())} }
                            if self.offline == Offline::Allowed { {save_place(Html::default())} }
                        </>
                    };
                    let (parts, now) = (beside.parts.as_ref(), Some(self.now));
                    article_page(setting, ArticleView { article, parts, now, node: NodeRef::default(), children })
                });
                (head.html(), frame, String::new())
            }
            None => {
                let frame = self.frame(at, Some(route), |setting| match PostPath::new(summary.file()) {
                    Ok(file) => {
                        let (head, beginning) = (head_of(file, summary), summary.excerpt.as_str());
                        post_skeleton(setting, &PostToCome { head: &head, beginning, has_contents: post.has_contents })
                    }
                    Err(_) => article_skeleton(setting),
                });
                (head.html(), frame, self.raw_texts(at, std::slice::from_ref(summary)))
            }
        };
        self.shell.page(&Page {
            base: &at.base,
            language,
            direction: direction_of(&site.language),
            theme: site.theme.as_deref(),
            title: &format!("{} · {}", summary.title, site.title),
            description: &summary.excerpt,
            head: &head,
            frame: &frame,
            first: if written.is_some() { First::Post } else { First::RawPost },
            noscript: &noscript,
        })
    }
}

/// What a list knows of what stands above a post's text.
fn head_of(file: PostPath, summary: &Summary) -> PostHead {
    PostHead {
        title: summary.title.clone(),
        date: summary.date,
        updated: summary.updated,
        categories: summary.categories.iter().cloned().map(CategoryPath).collect(),
        authors: summary.authors.clone(),
        language: summary.language.clone(),
        minutes: summary.minutes,
        ..PostHead::of_file(file)
    }
}

/// A post's text, and what its page says of it to the app.
pub(super) struct Written {
    pub(super) article: Article,
    record: PageRecord,
    /// Its text before its formulas were set; `None` where it is shown as it was written.
    pub(super) body: Option<SafeBody>,
}

/// What stands beside each post, among those that lists show.
pub(super) struct Neighbours {
    /// From the newest to the oldest.
    lines: Vec<Line>,
    places: HashMap<String, usize>,
    /// The places of each series' parts, from the newest to the oldest.
    series: HashMap<String, Vec<usize>>,
}

impl Neighbours {
    pub(super) fn of(posts: &Posts) -> Self {
        let lines: Vec<Line> = posts.listed().iter().map(|post| Line::new(&post.summary)).collect();
        let places = lines.iter().map(|line| line.path.clone()).zip(0..).collect();
        let mut series: HashMap<String, Vec<usize>> = HashMap::default();
        for (place, post) in posts.listed().iter().enumerate() {
            if let Some(name) = &post.summary.series {
                series.entry(name.clone()).or_default().push(place);
            }
        }
        Self { lines, places, series }
    }

    /// What stands beside a post.
    fn beside(&self, summary: &Summary) -> Beside<'_> {
        let Some(&place) = self.places.get(&summary.path) else { return Beside::default() };
        let post = |place: usize| self.lines.get(place);
        let series = summary.series.as_ref().and_then(|name| self.series.get(name));
        let parts = series.and_then(|places| {
            let at = places.binary_search(&place).ok()?;
            Some(Parts::around(at, places.len(), |at| post(*places.get(at)?).cloned()))
        });
        Beside { older: post(place + 1), newer: place.checked_sub(1).and_then(post), parts }
    }
}

/// What stands beside a post: its neighbours in time, and the parts of its series around it.
#[derive(Default)]
struct Beside<'a> {
    older: Option<&'a Line>,
    newer: Option<&'a Line>,
    parts: Option<Parts>,
}

impl Beside<'_> {
    /// All that the post's page shows of it.
    fn form(&self) -> impl Serialize {
        fn shown(line: &Line) -> (&str, &str) {
            (&line.path, &line.title)
        }
        let parts = self.parts.as_ref().map(|parts| (parts.first, parts.lines.iter().map(shown).collect::<Vec<_>>()));
        ([self.older, self.newer].map(|line| line.map(shown)), parts)
    }
}

fn route(summary: &Summary) -> Option<Route> {
    Some(Route::Post { path: PostPath::new(summary.path.as_str()).ok()? })
}
