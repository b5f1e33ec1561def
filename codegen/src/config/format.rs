//! Rust types of texts by their `format`, and of whole schemas.

use serde::Deserialize;
use std::fmt;
use toml::Spanned;

/// A type of another crate, for the texts of a `format` or the values of a schema.
///
/// That of a format implements `FromStr` and `Display`, that of a schema serde's `Serialize` and `Deserialize`; both
/// implement `Clone` and `Debug`. Models are decoded in place, so one of its values must be there before the value that
/// is read: the type implements `Default`, or [`blank`](Self::blank) names a function.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ForeignType {
    /// The type.
    #[serde(rename = "type")]
    pub path: Spanned<TypePath>,
    /// What stands under `[dependencies]` for the crate that the path begins with; nothing for one that is there anyway.
    pub dependency: Option<toml::Value>,
    /// A function without arguments that makes a value which nobody sees; `Default::default` when there is none.
    pub blank: Option<TypePath>,
}

/// An absolute path of a Rust type, such as `uuid::Uuid`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(try_from = "String")]
pub struct TypePath(String);

impl TypePath {
    /// The crate that it begins with.
    pub fn root(&self) -> &str {
        self.0.split("::").next().unwrap_or_default()
    }

    /// The path as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for TypePath {
    type Error = NotAPath;

    fn try_from(path: String) -> Result<Self, NotAPath> {
        let is_path = path.contains("::") && syn::parse_str::<syn::TypePath>(&path).is_ok();
        if is_path && !path.starts_with(':') { Ok(Self(path)) } else { Err(NotAPath(path)) }
    }
}

/// A text is no path of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAPath(String);

impl fmt::Display for NotAPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not the path of a type in a crate, such as `uuid::Uuid`", self.0)
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    #[test]
    fn a_type_and_its_crate_are_read() {
        let text = "[formats.uuid]\ntype = 'uuid::Uuid'\ndependency = { version = '1' }\n";
        let config = Config::parse(text).unwrap();
        let format = &config.formats["uuid"];
        assert_eq!((format.path.get_ref().as_str(), format.path.get_ref().root()), ("uuid::Uuid", "uuid"));
        assert_eq!(text.get(format.path.span()), Some("'uuid::Uuid'"));
        assert_eq!(format.dependency.as_ref().unwrap().to_string(), "{ version = \"1\" }");
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for path in ["Uuid", "uuid::", "::uuid::Uuid", "a b::C", "uuid::Uuid; evil()", ""] {
            let error = Config::parse(&format!("[formats.x]\ntype = '{path}'\n")).unwrap_err();
            assert!(error.message.contains("is not the path of a type"), "{}", error.message);
        }
    }
}
