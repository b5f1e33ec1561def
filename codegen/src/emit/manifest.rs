//! The crate's `Cargo.toml`.

use super::Input;
use super::tags::{FULL, Groups};
use super::verbatim::has_patterns;
use crate::config::{Config, PackageName};
use crate::ir::Api;
use toml::{Table, Value};

/// The package's name: the configuration's, or one made of the document's title.
pub(super) fn package_name(config: &Config, api: &Api) -> String {
    config.package.name.as_ref().map_or_else(|| default_name(&api.title), ToString::to_string)
}

/// The name under which other crates use the library.
pub(super) fn library_name(config: &Config, api: &Api) -> String {
    package_name(config, api).replace('-', "_")
}

/// A package name out of a title: words of ASCII letters and digits, joined by hyphens.
fn default_name(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-");
    match name.chars().next() {
        None => "api".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("api-{name}"),
        Some(_) if PackageName::try_from(name.clone()).is_err() => format!("{name}-api"),
        Some(_) => name,
    }
}

/// The whole file.
pub(super) fn manifest(input: &Input<'_>, groups: &Groups) -> String {
    let package = package(input);
    let head = format!("# Written by bindery. Change `bindery.toml` instead.\n\n[package]\n{package}");
    [head, groups.features(input.api), dependencies(input)].join("\n") + &tests(input, groups)
}

/// The tests of examples, which name the types of all groups.
fn tests(input: &Input<'_>, groups: &Groups) -> String {
    match groups.is_divided() && super::examples::is_any(input.api) {
        true => format!("\n[[test]]\nname = \"examples\"\nrequired-features = [{FULL:?}]\n"),
        false => String::new(),
    }
}

fn dependencies(input: &Input<'_>) -> String {
    let mut text = super::verbatim::DEPENDENCIES.to_owned();
    text.push_str(&super::foreign::dependencies(input.config, input.api));
    if has_patterns(input.api) {
        text.push_str(
            "# The patterns of the document.\nregex-lite = { version = \"0.1\", optional = true }\n",
        );
    }
    text
}

fn package(input: &Input<'_>) -> String {
    let package = &input.config.package;
    let description = package
        .description
        .clone()
        .unwrap_or_else(|| format!("Typed client for the {}", super::guide::api_title(input.api)));
    let version = package.version.as_ref().map_or_else(|| "0.1.0".to_owned(), ToString::to_string);
    let texts = [
        ("name", Some(package_name(input.config, input.api))),
        ("version", Some(version)),
        ("edition", Some("2024".to_owned())),
        ("rust-version", Some("1.85".to_owned())),
        ("description", Some(description)),
        ("license", package.license.clone()),
        ("repository", package.repository.clone()),
        ("homepage", package.homepage.clone()),
        ("documentation", package.documentation.clone()),
        ("readme", Some("README.md".to_owned())),
    ];
    let lists =
        [("authors", &package.authors), ("keywords", &package.keywords), ("categories", &package.categories)];
    let mut text = String::new();
    for (key, value) in texts {
        if let Some(value) = value {
            text.push_str(&line(key, Value::String(value)));
        }
    }
    for (key, values) in lists {
        if !values.is_empty() {
            let values = values.iter().cloned().map(Value::String).collect();
            text.push_str(&line(key, Value::Array(values)));
        }
    }
    text
}

/// One key of a table, quoted as TOML wants it.
fn line(key: &str, value: Value) -> String {
    let table = Table::from_iter([(key.to_owned(), value)]);
    table.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_cargo_takes() {
        for (title, name) in [
            ("Zoo Animals API", "zoo-animals-api"),
            ("1Password Events", "api-1password-events"),
            ("", "api"),
            ("Type", "type-api"),
            ("Test", "test-api"),
        ] {
            assert_eq!(default_name(title), name);
        }
    }
}
