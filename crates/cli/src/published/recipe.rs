//! Which of our recipes is for a host.

/// What names a host's program or service in the header `Server`, in lower case, and the recipe for it.
const RECIPES: [(&str, &str); 10] = [
    ("nginx", "docs/deploy/nginx.conf"),
    ("openresty", "docs/deploy/nginx.conf"),
    ("apache", "docs/deploy/htaccess"),
    ("litespeed", "docs/deploy/htaccess"),
    ("caddy", "docs/deploy/Caddyfile"),
    ("github", "docs/deploy/README.md#github-pages"),
    ("netlify", "docs/deploy/README.md#netlify-and-cloudflare-pages"),
    ("cloudflare", "docs/deploy/README.md#netlify-and-cloudflare-pages"),
    ("amazon", "docs/deploy/README.md#object-stores"),
    ("cloudfront", "docs/deploy/README.md#object-stores"),
];

/// The recipe for a host that calls itself `server`.
pub(super) fn recipe_for(server: &str) -> &'static str {
    let server = server.to_ascii_lowercase();
    let known = RECIPES.iter().find(|(name, _)| server.contains(name));
    known.map_or("docs/deploy/README.md", |(_, recipe)| recipe)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_recipe_is_there() {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for recipe in RECIPES.map(|(_, recipe)| recipe).into_iter().chain([recipe_for("")]) {
            let (file, section) = recipe.split_once('#').unwrap_or((recipe, ""));
            let text = std::fs::read_to_string(project.join(file)).expect(recipe).to_lowercase().replace(' ', "-");
            assert!(section.is_empty() || text.contains(&format!("\n##-{section}\n")), "{recipe}");
        }
    }

    #[test]
    fn a_host_is_known_by_what_it_calls_itself() {
        for (server, expected) in [
            ("nginx/1.22.1", "nginx.conf"),
            ("GitHub.com", "#github-pages"),
            ("AmazonS3", "#object-stores"),
            ("x", "README.md"),
        ] {
            assert!(recipe_for(server).ends_with(expected), "{server}");
        }
    }
}
