//! Types of other crates that the configuration gives to formats.

use super::Context;
use crate::config::{Config, FormatType};
use crate::ir::{Api, TypeId};
use std::collections::BTreeMap;
use syn::{Item, Type, parse_quote};

/// Types that the runtime knows by itself.
const KNOWN: &[&str] =
    &["chrono::NaiveDate", "chrono::NaiveTime", "std::string::String", "serde_json::Value"];

/// The type that the configuration gives to the values of a type.
pub(super) fn configured(cx: &Context<'_>, id: TypeId) -> Option<Type> {
    let format = cx.config.formats.get(cx.api.types[id].shape.format()?)?;
    // The configuration has taken it for a path.
    syn::parse_str(format.path.get_ref().as_str()).ok()
}

/// Whether there are any.
pub(super) fn is_any(config: &Config, api: &Api) -> bool {
    used(config, api).next().is_some()
}

/// The impls for these types, each once.
pub(super) fn items(cx: &Context<'_>) -> Vec<Item> {
    let mut types: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, format) in used(cx.config, cx.api) {
        types.entry(format.path.get_ref().as_str()).or_insert(name);
    }
    types.retain(|path, _| !KNOWN.contains(path));
    let typed = types.into_iter().filter_map(|(path, name)| Some((syn::parse_str::<Type>(path).ok()?, name)));
    typed
        .map(|(ty, name)| {
            let expected = format!("a text of the format `{name}`");
            parse_quote!(runtime::foreign!(#ty, #expected);)
        })
        .collect()
}

/// Their crates, as lines of a manifest.
pub(super) fn dependencies(config: &Config, api: &Api) -> String {
    let crates: BTreeMap<&str, &toml::Value> = used(config, api)
        .filter_map(|(_, format)| Some((format.path.get_ref().root(), format.dependency.as_ref()?)))
        .collect();
    let lines = crates.iter().map(|(name, value)| format!("# A type of a format.\n{name} = {value}\n"));
    lines.collect()
}

fn used<'a>(config: &'a Config, api: &'a Api) -> impl Iterator<Item = (&'a str, &'a FormatType)> {
    config
        .formats
        .iter()
        .filter(|(name, _)| api.has_format(name))
        .map(|(name, format)| (name.as_str(), format))
}
