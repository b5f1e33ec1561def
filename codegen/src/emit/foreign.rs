//! Types of other crates that the configuration gives to formats and schemas.

use super::Context;
use crate::config::{Config, ForeignType, Problem};
use crate::ir::{Api, Shape, TypeId};
use std::collections::BTreeMap;
use syn::{Item, Type, TypePath, parse_quote};

/// Types that the runtime knows by itself.
const KNOWN: &[&str] =
    &["chrono::NaiveDate", "chrono::NaiveTime", "std::string::String", "serde_json::Value"];

/// The same, of types with parameters.
const KNOWN_OF_OTHERS: &[&str] =
    &["std::vec::Vec", "std::option::Option", "std::collections::BTreeMap", "chrono::DateTime"];

/// How a type is read and written.
#[derive(Clone, Copy)]
enum Use<'a> {
    /// By `FromStr` and `Display`, as a text of a format.
    Format(&'a str),
    /// By serde.
    Schema,
}

/// The type that the configuration gives to the values of a type.
pub(super) fn configured(cx: &Context<'_>, id: TypeId) -> Option<Type> {
    let shape = &cx.api.types[id].shape;
    let entry = match shape {
        Shape::Replaced(replaced) => cx.config.replace.get(&replaced.key)?,
        shape => cx.config.formats.get(shape.format()?)?,
    };
    parsed(cx, entry)
}

/// The type of an entry. A module of the same name as its crate would be taken for that.
fn parsed(cx: &Context<'_>, entry: &ForeignType) -> Option<Type> {
    let path = entry.path.get_ref();
    // The configuration has taken it for a path.
    let mut ty: Type = syn::parse_str(path.as_str()).ok()?;
    let is_module = cx.groups.iter().any(|group| group.module().as_deref() == Some(path.root()));
    if let (Type::Path(ty), true) = (&mut ty, is_module) {
        ty.path.leading_colon.get_or_insert_default();
    }
    Some(ty)
}

/// The entries that add a crate which every generated one depends on.
pub(crate) fn problems(config: &Config) -> Vec<Problem> {
    let help = "remove `dependency`: the crate is there anyway";
    let tables = [("formats", &config.formats), ("replace", &config.replace)].into_iter();
    let entries =
        tables.flat_map(|(table, entries)| entries.iter().map(move |(key, entry)| (table, key, entry)));
    let doubled =
        entries.filter(|(.., entry)| entry.dependency.is_some() && is_there(entry.path.get_ref().root()));
    let problem = |(table, key, entry): (&str, &String, &ForeignType)| Problem {
        keys: vec![table.to_owned(), key.clone(), "dependency".to_owned()],
        span: entry.path.span(),
        is_unmatched: false,
        message: format!("generated crates depend on `{}` already", entry.path.get_ref().root()),
        help: help.to_owned(),
    };
    doubled.map(problem).collect()
}

/// Whether generated crates depend on a crate, whatever the configuration says.
fn is_there(root: &str) -> bool {
    let names = super::verbatim::DEPENDENCIES.lines().filter_map(|line| Some(line.split_once(" = ")?.0));
    names.chain(["regex-lite"]).any(|name| name.replace('-', "_") == root)
}

/// Whether there are any.
pub(super) fn is_any(config: &Config, api: &Api) -> bool {
    used(config, api).next().is_some()
}

/// The impls for these types, each once.
pub(super) fn items(cx: &Context<'_>) -> Vec<Item> {
    let mut types: BTreeMap<&str, (Use<'_>, &ForeignType)> = BTreeMap::new();
    for (what, entry) in used(cx.config, cx.api) {
        types.entry(entry.path.get_ref().as_str()).or_insert((what, entry));
    }
    types.retain(|path, _| !is_known(path));
    types.into_values().filter_map(|(what, entry)| item(cx, what, entry)).collect()
}

/// Whether the runtime knows a type.
fn is_known(path: &str) -> bool {
    let outer = path.split('<').next().unwrap_or_default().trim();
    KNOWN.contains(&path) || KNOWN_OF_OTHERS.contains(&outer)
}

fn item(cx: &Context<'_>, what: Use<'_>, entry: &ForeignType) -> Option<Item> {
    let ty = parsed(cx, entry)?;
    let blank: TypePath = match &entry.blank {
        Some(path) => syn::parse_str(path.as_str()).ok()?,
        None => parse_quote!(::core::default::Default::default),
    };
    Some(match what {
        Use::Format(name) => {
            let expected = format!("a text of the format `{name}`");
            parse_quote!(runtime::foreign_text!(#ty, #blank, #expected);)
        }
        Use::Schema => parse_quote!(runtime::foreign!(#ty, #blank);),
    })
}

/// Their crates, as lines of a manifest.
pub(super) fn dependencies(config: &Config, api: &Api) -> String {
    let crates: BTreeMap<&str, &toml::Value> = used(config, api)
        .filter_map(|(_, entry)| Some((entry.path.get_ref().root(), entry.dependency.as_ref()?)))
        .collect();
    let lines =
        crates.iter().map(|(name, value)| format!("# A type of the configuration.\n{name} = {value}\n"));
    lines.collect()
}

/// What is used of the configuration, the types of formats first.
fn used<'a>(config: &'a Config, api: &'a Api) -> impl Iterator<Item = (Use<'a>, &'a ForeignType)> {
    let formats = config.formats.iter().filter(|(name, _)| api.has_format(name));
    let schemas = config.replace.iter().filter(|(key, _)| api.has_replaced(key));
    let formats = formats.map(|(name, entry)| (Use::Format(name.as_str()), entry));
    formats.chain(schemas.map(|(_, entry)| (Use::Schema, entry)))
}
