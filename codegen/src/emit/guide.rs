//! The crate's root module and README: what a reader sees first.

use super::documentation::{code, markdown};
use super::tags::Groups;
use super::{Context, Input};
use crate::ir::{Api, Docs, Operation, Shape};
use crate::name::{Names, OperationNames};
use syn::{Item, parse_quote};

/// What is true of every crate.
const GUIDE: &str = include_str!("guide.md");

/// What is true of crates whose tags are features.
const TAGS: &str = "\nEach tag of the document is a feature, too, named after it, and `full`, on by default, is all of them. Without default \
                    features, and with those of the tags that are used, much less is compiled.\n";

/// What is true of crates that check texts by expressions.
const PATTERNS: &str = "\nThe feature `patterns`, on by default, checks texts against the patterns of the document before they are \
                        sent. Name it, too, where default features are off.\n";

/// What is true of crates with operations that answer piece by piece.
const EVENTS: &str = include_str!("events.md");

/// What is said of bodies that are read as they are sent.
const BLOBS: &str = include_str!("blobs.md");

/// Where the client obtains tokens, with OAuth 2 and without.
const TOKENS: [&str; 2] = [
    ": from the token endpoint of OAuth 2 with an `OAuth2` (client credentials, or a refresh token), or\n\
     from anywhere else with a `TokenSource`",
    " from a `TokenSource`, which you write",
];

/// What is true of crates with operations that answer in pages.
const PAGING: &str = include_str!("paging.md");

/// What stands above the items of `src/lib.rs`.
pub(super) fn root_header(cx: &Context<'_>) -> String {
    let mut header = String::new();
    for line in super::docs::cleaned(&root_doc(cx)).lines() {
        header.push_str(format!("//! {line}").trim_end());
        header.push('\n');
    }
    header.push_str("\n#![forbid(unsafe_code)]\n#![warn(missing_docs)]\n");
    header.extend(recursion_limit(cx.facts.entangled()));
    if is_any_name_beyond_ascii(cx) {
        header.push_str("#![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints)]\n");
    }
    header
}

/// How deep the compiler may look into types that contain each other, where that is deeper than it does by itself.
fn recursion_limit(entangled: usize) -> Option<String> {
    /// What it does by itself.
    const DEFAULT: usize = 128;
    /// From one type to the next: an option, a box, what that holds.
    const STEPS: usize = 4;
    (entangled * STEPS > DEFAULT).then(|| {
        let limit = (DEFAULT + entangled * STEPS).next_power_of_two();
        format!("#![recursion_limit = \"{limit}\"]\n")
    })
}

/// The items of `src/lib.rs`.
pub(super) fn root(cx: &Context<'_>) -> Vec<Item> {
    let skip: syn::Attribute = parse_quote!(#[rustfmt::skip]);
    // What is deprecated has to be named to be declared.
    let deprecated: Option<syn::Attribute> =
        is_any_deprecated(cx.api).then(|| parse_quote!(#[allow(deprecated)]));
    let mut items: Vec<Item> = vec![
        parse_quote!(#skip #deprecated #[cfg(any(feature = "blocking", feature = "client", feature = "tower"))] mod client;),
    ];
    if super::credentials::is_any(cx) {
        items
            .push(parse_quote!(#skip #[cfg(any(feature = "blocking", feature = "client", feature = "tower"))] mod credentials;));
    }
    if super::events::is_any(cx.api, true) {
        items.push(parse_quote!(#skip #deprecated pub mod callbacks;));
    }
    // What one variant holds may be much larger than what others do; it is moved seldom, and a box would be in the way.
    let large: syn::Attribute = parse_quote!(#[allow(clippy::large_enum_variant)]);
    let large_models = cx.needs.has("unions").then_some(&large);
    // A tuple has no name but what it consists of.
    let complex: Option<syn::Attribute> =
        cx.needs.has("tuples").then(|| parse_quote!(#[allow(clippy::type_complexity)]));
    items.push(parse_quote!(#skip #deprecated #large_models #complex pub mod models;));
    let large_operations = has_choices(cx.names).then_some(&large);
    items.push(parse_quote!(#skip #deprecated #large_operations pub mod operations;));
    if super::verbatim::has_patterns(cx.api) {
        // A pattern of a type that nothing uses is checked nowhere.
        items.push(parse_quote!(#skip #[allow(dead_code)] mod pattern;));
    }
    // Hidden, since a reader wants what is exported below, and public, since not every crate uses all of it.
    items.push(parse_quote!(#skip #[doc(hidden)] pub mod runtime;));
    if super::server::is_any(cx.api) {
        items.push(parse_quote!(#skip #deprecated #[cfg(feature = "server")] #large pub mod server;));
    }
    if super::servers::is_any(cx.api) {
        items.push(parse_quote!(#skip mod servers;));
    }
    if super::events::is_any(cx.api, false) {
        items.push(parse_quote!(#skip #deprecated pub mod webhooks;));
    }
    items.extend(super::verbatim::exports(cx.needs));
    items
}

/// Whether an operation has an enum of bodies, results or errors.
fn has_choices(names: &Names) -> bool {
    let has_one = |it: &OperationNames| it.choices.is_some() || it.success.is_some() || it.error.is_some();
    names.operations().iter().any(has_one)
}

fn is_any_deprecated(api: &Api) -> bool {
    let of_type = |ty: &crate::ir::Type| match &ty.shape {
        Shape::Object(object) => object.properties.iter().any(|property| property.docs.deprecated),
        _ => false,
    };
    api.types.iter().any(|(_, ty)| ty.docs.deprecated || of_type(ty))
        || api.operations.iter().any(|operation| {
            operation.docs.deprecated
                || operation.parameters.iter().any(|parameter| parameter.docs.deprecated)
        })
        || api.events.iter().any(|event| event.docs.deprecated)
}

fn is_any_name_beyond_ascii(cx: &Context<'_>) -> bool {
    let types = cx.api.types.iter().filter_map(|(id, _)| cx.names.of(id));
    let types = types.flat_map(|names| std::iter::once(&names.name).chain(&names.parts));
    let operations = cx.names.operations().iter();
    let operations =
        operations.flat_map(|names| [&names.name, &names.method].into_iter().chain(&names.parameters));
    types.chain(operations).any(|name| !name.is_ascii())
}

fn root_doc(cx: &Context<'_>) -> String {
    let api = cx.api;
    let mut text = format!("{}\n", first_sentence(api));
    let description = markdown(cx, &api.docs);
    if !description.is_empty() {
        text.push_str(&format!("\n{description}\n"));
    }
    text.push_str("\n# Getting started\n\n");
    text.push_str(&example(cx, &super::manifest::library_name(cx.config, api)));
    if let Some(guide) = &cx.config.documentation.guide {
        text.push_str(&format!("\n{}\n", guide.trim()));
    }
    text.push_str(&guide(cx));
    if cx.groups.is_divided() {
        text.push_str(TAGS);
    }
    if super::verbatim::has_patterns(api) {
        text.push_str(PATTERNS);
    }
    text.push_str("\n# Operations\n\n");
    if api.operations.is_empty() {
        text.push_str("The document has none.\n");
        return text;
    }
    text.push_str("| method | request | |\n|---|---|---|\n");
    for (operation, names) in api.operations.iter().zip(cx.names.operations()) {
        let summary = super::docs::summary(
            operation.docs.summary.as_deref().or(operation.docs.text.as_deref()).unwrap_or_default(),
        );
        let summary = markdown(cx, &Docs { text: Some(summary), ..Docs::default() })
            .replace('\n', " ")
            .replace('|', "\\|");
        let (name, method) = (&names.name, &names.method);
        let route = code(&format!("{} {}", operation.method.as_str(), operation.template()));
        let route = route.replace('|', "\\|");
        text.push_str(&format!("| [`{method}`](operations::{name}) | {route} | {summary} |\n"));
    }
    text
}

/// What the crate is, in Markdown.
fn first_sentence(api: &Api) -> String {
    let [title, version] = [&api_title(api), &api.version].map(|text| super::docs::literal(text));
    format!("Typed client for the {title}, version {version}.")
}

/// How the crate is used: what is true of every crate, and what of those with the same needs.
fn guide(cx: &Context<'_>) -> String {
    let events = if cx.needs.has("events") { EVENTS } else { "" };
    let blobs = if cx.needs.has("blobs") { BLOBS } else { "" };
    let [by_oauth2, by_source] = TOKENS;
    let tokens = if cx.needs.has("oauth2") { by_oauth2 } else { by_source };
    let guide = GUIDE.replace("{events}", events).replace("{blobs}", blobs).replace("{tokens}", tokens);
    guide.replace("{paging}", &paging(cx))
}

/// An example that compiles for every crate.
fn example(cx: &Context<'_>, library: &str) -> String {
    let (server, credentials) = (example_server(cx.api), super::credentials::example(cx));
    format!(
        "```\n# #[cfg(feature = \"client\")]\n# fn main() -> Result<(), Box<dyn std::error::Error>> {{\n\
         use {library}::{{Client, Credentials}};\n\n\
         let client = Client::new(\"{server}\", {credentials})?;\n\
         # let _ = client;\n# Ok(())\n# }}\n# #[cfg(not(feature = \"client\"))]\n# fn main() {{}}\n```\n"
    )
}

/// The section about pages, if there are any.
fn paging(cx: &Context<'_>) -> String {
    let pairs = cx.api.operations.iter().zip(cx.names.operations()).enumerate();
    let mut paged = pairs.filter(|(_, (operation, _))| operation.paging.is_some()).peekable();
    if paged.peek().is_none() {
        return String::new();
    }
    let needs_nothing = |operation: &Operation| {
        let is_required = operation.parameters.iter().any(|parameter| parameter.required);
        !is_required && operation.body.is_none() && !operation.docs.deprecated
    };
    let example = paged.find(|(_, (operation, _))| needs_nothing(operation)).map(|(index, (_, names))| {
        let (library, method) = (super::manifest::library_name(cx.config, cx.api), &names.method);
        let condition = match &cx.groups.at(cx.groups.of_operation(index)).feature {
            Some(feature) => format!("all(feature = \"client\", feature = {feature:?})"),
            None => "feature = \"client\"".to_owned(),
        };
        format!(
            "```\n# #[cfg({condition})]\n\
             # async fn walk(client: {library}::Client) -> Result<(), Box<dyn std::error::Error>> {{\n\
             let mut items = client.{method}().items();\n\
             while let Some(item) = items.next().await {{\n    println!(\"{{:?}}\", item?);\n}}\n\
             # Ok(())\n# }}\n```\n\n"
        )
    });
    PAGING.replace("{example}\n", &example.unwrap_or_default())
}

/// An address for the example: the first that can be one, on a made-up origin where it is relative.
fn example_server(api: &Api) -> String {
    let urls = || api.servers.iter().map(|server| server.url.as_str());
    let origin = "https://api.example.com";
    let relative = |url: &&str| url.starts_with('/') && !url.starts_with("//");
    let relative = urls().filter(relative).map(|path| format!("{origin}{}", path.trim_end_matches('/')));
    let found = urls().map(str::to_owned).chain(relative).find(|url| is_address(url));
    found.unwrap_or_else(|| origin.to_owned())
}

/// Whether a client can be made for an address, with credentials: what `BaseUrl::parse` takes, over TLS.
fn is_address(url: &str) -> bool {
    let is_plain = url.bytes().all(|c| c.is_ascii_graphic() && !b"{}[]<>\"\\?#%`".contains(&c));
    let uri = url.parse::<http::Uri>().ok().filter(|uri| is_plain && uri.scheme_str() == Some("https"));
    uri.is_some_and(|uri| {
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        let host = authority.split(':').next().unwrap_or_default();
        // Without a port, or with one that is a number.
        let is_whole = host == authority || uri.port_u16().is_some();
        let is_dots = |segment: &str| segment == "." || segment == "..";
        !host.is_empty() && is_whole && !authority.contains('@') && !uri.path().split('/').any(is_dots)
    })
}

/// What the document calls the API: its title, which ends in "API" once. No Markdown.
pub(super) fn api_title(api: &Api) -> String {
    let title = one_line(&super::docs::cleaned(&api.title));
    let title = title.trim_end_matches('.');
    if title.is_empty() {
        return "API".to_owned();
    }
    if title.to_lowercase().ends_with("api") { title.to_owned() } else { format!("{title} API") }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `README.md`.
pub(super) fn readme(input: &Input<'_>, groups: &Groups) -> String {
    let name = super::manifest::package_name(input.config, input.api);
    let what = first_sentence(input.api);
    format!(
        "# {name}\n\n{what}\n\n\
         Written by `bindery` from the API's OpenAPI document. \
         Edits to this folder are overwritten: correct the document with an overlay instead.\n\n\
         The default feature `client` is an asynchronous client on reqwest with rustls, the feature `blocking` a blocking \
         one on ureq, `tower` an asynchronous one on any service of tower; `tracing` makes each call a span. Without them, the models and the operations remain: each \
         operation makes an `http::Request` and reads an `http::Response`, for any transport.\n\n\
         The feature `server` is the other side: traits whose methods take typed requests and answer by status, and a \
         router of axum 0.8 that checks every request before.\n{}{}",
        if groups.is_divided() { TAGS } else { "" },
        if super::verbatim::has_patterns(input.api) { PATTERNS } else { "" },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_has_an_address_that_a_client_takes() {
        for url in ["https://api.example.com", "https://api.example.com:8443/v1/"] {
            assert!(is_address(url), "{url}");
        }
        for url in [
            "https://<your-domain>.example.com/api",
            "https://api.example.com/[tenant]",
            "https://api.example.com:port/v1",
            "https://api.example.com:/v1",
            "https://user@api.example.com",
            "https://api.example .com",
            "https://api.example.com/../v1",
            "https://{region}.example.com",
            "https://größe.example.com",
            "https://",
            "/v1",
            "",
        ] {
            assert!(!is_address(url), "{url}");
        }
        // Credentials do not go there.
        assert!(!is_address("http://api.example.com"));
    }
}
