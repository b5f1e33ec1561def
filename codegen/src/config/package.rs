//! Names and versions of packages.

use serde::Deserialize;
use std::fmt;

/// A name that Cargo takes for a package, and Rust for its library.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PackageName(String);

/// Crates of the language: a library of the same name would be taken for them, or the other way round.
const TAKEN: &[&str] = &["alloc", "core", "proc_macro", "std", "test"];

impl PackageName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PackageName {
    type Error = PackageNameError;

    fn try_from(name: String) -> Result<Self, PackageNameError> {
        let library = name.replace('-', "_");
        let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        let is_name = is_plain && name.starts_with(|c: char| c.is_ascii_alphabetic());
        // No word of the language is an identifier, nor is `gen` from the edition 2024 on.
        match is_name
            && library != "gen"
            && !TAKEN.contains(&&*library)
            && syn::parse_str::<syn::Ident>(&library).is_ok()
        {
            true => Ok(Self(name)),
            false => Err(PackageNameError(name)),
        }
    }
}

impl fmt::Display for PackageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that cannot be the name of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageNameError(String);

impl fmt::Display for PackageNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not the name of a package: ASCII letters, digits, `-` and `_`, a letter first, \
             and no word of the language or crate that comes with it",
            self.0
        )
    }
}

impl std::error::Error for PackageNameError {}

/// A version that Cargo takes: three numbers, then what comes before a release and what it was built of, as Semantic
/// Versioning 2.0.0 has it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PackageVersion(semver::Version);

impl TryFrom<String> for PackageVersion {
    type Error = PackageVersionError;

    fn try_from(version: String) -> Result<Self, PackageVersionError> {
        semver::Version::parse(&version).map(Self).map_err(|_| PackageVersionError(version))
    }
}

impl fmt::Display for PackageVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A text that cannot be the version of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageVersionError(String);

impl fmt::Display for PackageVersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not the version of a package: three numbers, such as `1.4.0` or `2.0.0-beta.1`",
            self.0
        )
    }
}

impl std::error::Error for PackageVersionError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_what_cargo_takes() {
        for version in
            ["0.1.0", "1.20.300", "1.0.0-beta.1", "1.0.0-0a.-", "1.0.0+01.x", "1.0.0-rc.1+2026-11-28"]
        {
            assert_eq!(PackageVersion::try_from(version.to_owned()).unwrap().to_string(), version);
        }
        let wrong = [
            "",
            "1",
            "1.0",
            "1.0.0.0",
            "v1.0.0",
            "1.0.x",
            "01.0.0",
            "1.0.0-",
            "1.0.0-01",
            "1.0.0-a..b",
            "1.0.0+",
            "1.0.0+ü",
            " 1.0.0",
            "99999999999999999999.0.0",
            "latest",
            "2026-11-28",
        ];
        for text in wrong {
            let error = PackageVersion::try_from(text.to_owned()).unwrap_err();
            assert!(error.to_string().starts_with(&format!("`{text}` is not the version of a package")));
        }
    }

    #[test]
    fn a_name_is_what_cargo_takes() {
        for name in ["zoo", "zoo-animals", "a_1", "type-api"] {
            assert_eq!(PackageName::try_from(name.to_owned()).unwrap().as_str(), name);
        }
        for text in ["", "9-lives", "-a", "my crate", "a.b", "a/b", "Müll", "type", "std", "proc-macro"] {
            let error = PackageName::try_from(text.to_owned()).unwrap_err();
            assert!(error.to_string().starts_with(&format!("`{text}` is not the name of a package")));
        }
    }
}
