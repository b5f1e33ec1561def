//! The configuration, `bindery.toml`: what the document cannot know about the crate that is written.
//!
//! # What names things of the document
//!
//! The keys of `[rename.…]` and `[replace]` say what they are about in one of these ways:
//!
//! | key | |
//! |---|---|
//! | `Order` | a component schema, by its key |
//! | `Order.ship_to` | the schema of a property, or of its items when it is a list; also `Order.ship_to.country` |
//! | `/components/schemas/Order/properties/ship_to` | any schema, by its pointer or by a line `at` of `names.lock` |
//! | `listOrders`, `GET /orders` | an operation, by its `operationId`, or by its method and path |
//!
//! Below these stand properties, values and parameters after a dot: `Order.ship_to`, `Status.in-progress`,
//! `listOrders.sort`, and `listOrders.query sort` where two parameters have one name. A key that names nothing is an
//! error, so that none outlives what it was for.

mod format;
mod oauth2;
mod package;
mod paging;
mod rename;
mod template;

pub use format::{ForeignType, TypePath};
pub use oauth2::TokenEndpoint;
pub use package::{PackageName, PackageNameError, PackageVersion, PackageVersionError};
pub use paging::{PagingEntry, PagingKind, PagingTable};
pub use rename::{Problem, Rename, Renames};
pub use template::{Template, TemplateError};

use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use toml::Spanned;

/// The whole configuration. Every key is optional; unknown keys are errors.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The document, relative to the configuration's own folder.
    pub document: Option<Spanned<PathBuf>>,
    /// Overlays in the order in which they apply, relative to the configuration's own folder.
    pub overlays: Vec<Spanned<PathBuf>>,
    /// Which operations are bound, when not all: tags, `operationId`s, paths, methods with paths, and names of webhooks; one
    /// that ends in `*` stands for all that begin so. Types that only others need are left out, and other entries that are
    /// about what is left out are passed over.
    pub only: Vec<Spanned<String>>,
    /// The file in which names are kept, relative to the configuration's own folder; `names.lock` when none is named.
    pub lock: Option<PathBuf>,
    /// Whether the examples in the document become tests of the crate.
    pub tests: bool,
    /// Whether each tag is a feature of the crate, so that a user compiles what is used; by the crate's size when this is
    /// not said: more than 500 types and several tags.
    pub tag_features: Option<bool>,
    /// What goes into the crate's `Cargo.toml`.
    pub package: Package,
    /// How descriptions become documentation.
    pub documentation: Documentation,
    /// Rust types of texts, by their `format`.
    pub formats: BTreeMap<String, ForeignType>,
    /// Rust types that stand for schemas.
    pub replace: BTreeMap<String, ForeignType>,
    /// Other names for what the document names.
    pub rename: Rename,
    /// Operations whose requests may be sent twice though their methods do not promise it, since the service sees that it
    /// had them already.
    pub repeatable: Vec<Spanned<String>>,
    /// How the pages of operations follow each other where that is not recognised, by operation; `false` for one whose answer
    /// is not to be taken for a page, under the key `*` for all that are not named.
    pub paging: BTreeMap<String, Spanned<PagingEntry>>,
    /// Named constructors of `Credentials`, by name.
    pub credentials: BTreeMap<String, Spanned<CredentialsEntry>>,
}

/// What goes into the crate's `Cargo.toml`. See Cargo's manifest format for the meaning of each key.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct Package {
    pub name: Option<PackageName>,
    pub version: Option<PackageVersion>,
    pub description: Option<String>,
    pub license: Option<String>,
    pub repository: Option<String>,
    pub homepage: Option<String>,
    pub documentation: Option<String>,
    pub authors: Vec<String>,
    pub keywords: Vec<String>,
    pub categories: Vec<String>,
}

/// How descriptions become documentation.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Documentation {
    /// What relative links of the descriptions are relative to: an absolute `http` or `https` URL.
    pub base_url: Option<String>,
    /// What the documentation of the crate says beside what is the same for all, in Markdown as rustdoc reads it: its examples
    /// are compiled.
    pub guide: Option<String>,
}

/// A named constructor of `Credentials`.
///
/// Its arguments are the `{placeholders}` of its texts, in the order in which they first stand.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "scheme", deny_unknown_fields, rename_all = "kebab-case")]
pub enum CredentialsEntry {
    /// HTTP Basic (RFC 7617).
    Basic {
        /// The constructor's documentation.
        description: Option<String>,
        /// The user name.
        username: Template,
        /// The password.
        password: Template,
    },
    /// A bearer token (RFC 6750).
    Bearer {
        /// The constructor's documentation.
        description: Option<String>,
        /// The token.
        token: Template,
    },
    /// A key in a header of its own.
    Header {
        /// The constructor's documentation.
        description: Option<String>,
        /// The header's name.
        name: String,
        /// The header's value.
        value: Template,
    },
    /// Tokens that the client obtains, sent as bearer tokens.
    #[serde(rename = "oauth2")]
    OAuth2(TokenEndpoint),
}

/// What is wrong with a configuration, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// What is wrong, in one sentence.
    pub message: String,
    /// Which bytes of the text it is about.
    pub span: Option<Range<usize>>,
    /// What to do about it.
    pub help: &'static str,
}

impl Config {
    /// Reads a configuration.
    ///
    /// # Errors
    ///
    /// When the text is not TOML, has an unknown key, or a value of the wrong type.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        toml::from_str(text).map_err(|error| ConfigError {
            message: error.message().to_owned(),
            span: error.span(),
            help: match text.parse::<toml::Table>() {
                Ok(_) => help(error.message()),
                Err(_) => "correct the file; it is written in TOML",
            },
        })
    }
}

/// What to do about an error, of which is known what kind it is by how it begins.
fn help(message: &str) -> &'static str {
    const HELPS: &[(&str, &str)] = &[
        ("unknown field", "the keys that a configuration may have are listed in the README"),
        ("missing field", "add this key; what it is for is said in the README"),
        ("unknown variant", "write one of the values that are expected"),
        ("invalid type", "write a value of the type that is expected"),
    ];
    let found = HELPS.iter().find(|(start, _)| message.starts_with(start));
    // A value of the right type that is not what it has to be: the message says what that is.
    found.map_or("correct the value", |(_, help)| help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_an_error_with_a_place() {
        let error = Config::parse("document = \"x.yml\"\noverlay = []\n").unwrap_err();
        assert!(error.message.contains("unknown field `overlay`"), "{}", error.message);
        assert_eq!(error.span, Some(19..26));
        assert!(error.help.contains("listed in the README"));
    }

    #[test]
    fn what_to_do_depends_on_what_is_wrong() {
        for (text, help) in [
            ("[package]\nname = 'my crate'\n", "correct the value"),
            ("[credentials.a]\nscheme = 'basic'\nusername = 'a'\n", "add this key"),
            ("[credentials.a]\nscheme = 'bearer'\ntoken = '{'\n", "correct the value"),
            ("[credentials.a]\nscheme = 'magic'\n", "write one of the values"),
            ("[paging.a]\nby = 'luck'\n", "write one of the values"),
            ("[formats.a]\ntype = 'Uuid'\n", "correct the value"),
            ("[paging]\na = true\n", "correct the value"),
            ("only = 'a'\n", "write a value of the type"),
            ("only = [\n", "it is written in TOML"),
        ] {
            let error = Config::parse(text).unwrap_err();
            assert!(error.help.contains(help), "{text}: {} = {}", error.message, error.help);
        }
    }

    #[test]
    fn a_version_that_cargo_would_refuse_is_an_error_with_a_place() {
        let error = Config::parse("[package]\nversion = \"1.0\"\n").unwrap_err();
        assert!(error.message.starts_with("`1.0` is not the version of a package"), "{}", error.message);
        assert_eq!(error.span, Some(20..25));
    }

    #[test]
    fn a_credentials_template_is_read() {
        let config = Config::parse(
            "[credentials.api-token]\nscheme = \"basic\"\nusername = \"{email}/token\"\npassword = \"{token}\"\n",
        )
        .unwrap();
        let CredentialsEntry::Basic { username, .. } = config.credentials["api-token"].get_ref() else {
            panic!()
        };
        assert_eq!(username.arguments().collect::<Vec<_>>(), ["email"]);
    }
}
