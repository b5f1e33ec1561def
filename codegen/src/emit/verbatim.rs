//! The static half of the crate, copied as it stands, but for what its API does not need.

use super::needs::Needs;
use super::syntax::ident;
use crate::ir::{Api, Shape};
use std::collections::HashSet;
use syn::{Attribute, Ident, Item, parse_quote};

/// The features of every crate, without `default`.
pub(super) const FEATURES: &str = include_str!("features.toml");

/// The dependencies of every crate.
pub(super) const DEPENDENCIES: &str = include_str!("dependencies.toml");

macro_rules! runtime {
    ($($name:literal)*) => {
        /// The files of the runtime and their texts.
        const RUNTIME: &[(&str, &str)] = &[$((
            concat!("src/runtime/", $name),
            include_str!(concat!("../runtime/", $name)),
        ),)*];
    };
}

runtime! {
    "added_headers.rs" "answer.rs" "asked.rs" "asynchronous.rs" "base_url.rs" "blob.rs" "blocking.rs" "body.rs" "byte_reader.rs"
    "byte_stream.rs" "call.rs" "check.rs" "client.rs" "client_reqwest.rs" "client_tower.rs" "credentials.rs"
    "decode.rs" "encode.rs" "encoding.rs" "error.rs" "event.rs" "event_reader.rs" "events.rs" "exchange.rs" "feed.rs" "foreign.rs"
    "form.rs" "framing.rs" "headers.rs" "incoming.rs" "integer.rs" "integer_enum.rs" "kept.rs" "lenient.rs" "link.rs" "locate.rs" "media_type.rs"
    "message.rs" "mod.rs" "model.rs" "multipart_read.rs" "oauth2.rs" "open_enum.rs" "operation.rs" "pages.rs"
    "pages_blocking.rs" "paging.rs" "payload.rs" "payload_body.rs" "payload_reader.rs" "percent.rs" "pick.rs"
    "problem.rs" "query.rs" "received.rs" "received_body.rs" "received_form.rs" "received_parts.rs" "redirect.rs" "respond.rs" "response.rs" "retry.rs" "routes.rs"
    "rules.rs" "scalar.rs" "server.rs" "server_axum.rs" "setup.rs" "slot.rs" "source.rs" "streamed.rs" "style.rs" "style_deep.rs" "style_read.rs" "style_write.rs" "tagged.rs"
    "template.rs" "time.rs" "to_json.rs" "token.rs" "token_error.rs" "tokens.rs" "trace.rs" "tuple.rs" "union.rs" "violations.rs"
    "walk.rs"
}

/// What only crates with patterns have.
const PATTERN: (&str, &str) = ("src/pattern.rs", include_str!("optional/pattern.rs"));

/// The module that declares all others.
const ROOT: &str = include_str!("../runtime/mod.rs");

/// The files of the runtime, cut to what an API needs.
pub(super) fn files(api: &Api, needs: &Needs) -> Vec<(String, String)> {
    let root = needs.cut(ROOT);
    let is_there = |path: &str| {
        let module = path.rsplit('/').next().and_then(|name| name.strip_suffix(".rs")).unwrap_or_default();
        module == "mod" || root.contains(&format!("\nmod {module};"))
    };
    let pattern = has_patterns(api).then_some(&PATTERN);
    let files = RUNTIME.iter().filter(|(path, _)| is_there(path)).chain(pattern);
    files.map(|(path, text)| ((*path).to_owned(), needs.cut(without_tests(text)).into_owned())).collect()
}

/// A file without its unit tests, which stand at its end: they are run here, and nobody's crate is tested for them again.
fn without_tests(text: &str) -> &str {
    text.split_once("\n#[cfg(test)]\nmod ").map_or(text, |(code, _)| code)
}

/// Whether anything is checked by a regular expression engine.
pub(super) fn has_patterns(api: &Api) -> bool {
    api.types.iter().any(|(_, ty)| matches!(&ty.shape, Shape::String(text) if text.regex.is_some()))
}

/// What the crate's root shows of the runtime, whatever its features.
const EXPORTS: &str = "Answer BaseUrl BaseUrlError DecodeError Error ErrorResponse Event Frame Framer Framing FromFrame \
    HeaderError Operation Paged Paging PagingError Payload RequestError Route Scheme Streaming \
    TokenError TooLong TransportError TransportKind Violation Violations Walk";

/// What it shows besides with an asynchronous client.
const ASYNC: &str = "ByteStream Events Items Pages Sending";

/// What is about bodies that are read as they are sent.
const BLOBS: &str = "Blob SourceError";

/// What it shows besides with the blocking client.
const BLOCKING: &str = "BlockingItems BlockingPages ByteReader EventReader";

/// What it shows besides with any client.
const CLIENTS: &str = "Async Blocking Call Client ClientBuilder Credentials CredentialsError OAuth2 Retry SetupError Token \
    TokenFuture TokenSource Tower";

/// What the crate's root shows of the runtime.
pub(super) fn exports(needs: &Needs) -> Vec<Item> {
    let root = needs.cut(ROOT);
    let words: HashSet<&str> = root.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let names = |names: &str| -> Vec<Ident> {
        names.split_whitespace().filter(|name| words.contains(name)).map(ident).collect()
    };
    let shown = |feature: Option<Attribute>, names: Vec<Ident>| -> Item {
        parse_quote! {
            #feature
            #[rustfmt::skip]
            pub use runtime::{#(#names),*};
        }
    };
    let is_async = parse_quote!(#[cfg(any(feature = "client", feature = "tower"))]);
    let is_any = parse_quote!(#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]);
    // The server and tower have bodies that are read as they are sent, whatever the document has.
    let (are_blobs, is_body): (Option<Attribute>, Attribute) = match needs.has("blobs") {
        true => (None, parse_quote!(#[cfg(any(feature = "client", feature = "tower"))])),
        false => (
            Some(parse_quote!(#[cfg(any(feature = "server", feature = "tower"))])),
            parse_quote!(#[cfg(feature = "tower")]),
        ),
    };
    vec![
        shown(None, names(EXPORTS)),
        shown(are_blobs, names(BLOBS)),
        shown(Some(is_body), names("PayloadBody")),
        shown(Some(is_async), names(ASYNC)),
        shown(Some(parse_quote!(#[cfg(feature = "blocking")])), names(BLOCKING)),
        shown(Some(is_any), names(CLIENTS)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    #[test]
    fn every_file_of_the_runtime_is_copied() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/runtime");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        let files = files.filter(|entry| entry.file_type().unwrap().is_file());
        let there: BTreeSet<String> =
            files.map(|entry| format!("src/runtime/{}", entry.file_name().to_string_lossy())).collect();
        let copied: BTreeSet<String> = RUNTIME.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(there, copied);
    }

    #[test]
    fn unit_tests_stay_here() {
        for (path, text) in RUNTIME {
            let code = without_tests(text);
            assert!(code.ends_with('\n') && !code.contains("cfg(test)"), "{path}");
        }
    }

    #[test]
    fn a_crate_that_needs_everything_has_everything() {
        for (path, text) in RUNTIME {
            let marked: Vec<&str> = text.lines().filter(|line| line.contains("without = ")).collect();
            let all = Needs::all().cut(text);
            assert_eq!(all.lines().count(), text.lines().count() - marked.len(), "{path}: {marked:?}");
        }
    }
}
