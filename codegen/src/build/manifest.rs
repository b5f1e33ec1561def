//! The manifest of a package whose library is a generated crate: it has to have what the crate's own has.

use crate::write::Files;
use std::path::Path;
use toml::{Table, Value};

/// What the manifest of the package that is built lacks, in a sentence each. Nothing where its library is another one.
pub(super) fn lacks(out: &Path, files: &Files) -> Vec<String> {
    let Some(folder) = std::env::var_os("CARGO_MANIFEST_DIR") else { return Vec::new() };
    let folder = Path::new(&folder);
    let read = |text: &str| text.parse::<Table>().ok();
    let own = std::fs::read_to_string(folder.join("Cargo.toml")).ok().and_then(|text| read(&text));
    let (Some(own), Some(generated)) = (own, files.get("Cargo.toml").and_then(|text| read(text))) else {
        return Vec::new();
    };
    let library = own.get("lib").and_then(|lib| lib.get("path")).and_then(Value::as_str);
    if library.is_none_or(|library| folder.join(library) != folder.join(out).join("src/lib.rs")) {
        return Vec::new();
    }
    // Once it is mended, this is to be told no more.
    println!("cargo::rerun-if-changed=Cargo.toml");
    let from = out.join("Cargo.toml");
    ["dependencies", "features"].iter().filter_map(|table| lack(table, &own, &generated, &from)).collect()
}

/// What a table lacks that the manifest of the crate has.
fn lack(table: &str, own: &Table, generated: &Table, from: &Path) -> Option<String> {
    let has = |key: &str| {
        let of_targets = own.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
        let mut tables = of_targets.filter_map(|target| target.get(table)).chain(own.get(table));
        tables.any(|table| table.get(key).is_some())
    };
    let keys = generated.get(table).and_then(Value::as_table).into_iter().flat_map(Table::keys);
    let missing: Vec<String> = keys.filter(|key| !has(key)).map(|key| format!("`{key}`")).collect();
    (!missing.is_empty()).then(|| {
        let (all, from) = (missing.join(", "), from.display());
        format!("the library of this package needs what Cargo.toml lacks under [{table}]: {all}; copy that from {from}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_manifest_lacks_is_told_by_table() {
        let generated = "[features]\ndefault = ['client']\nclient = ['dep:tokio']\n\
                         [dependencies]\nhttp = '1'\nserde = '1'\ntokio = { version = '1', optional = true }\n";
        let told = |own: &str| {
            let [own, generated] = [own, generated].map(|text| text.parse::<Table>().unwrap());
            let lack = |table| lack(table, &own, &generated, Path::new("made/Cargo.toml"));
            ["dependencies", "features"].map(lack)
        };
        assert_eq!(told(generated), [None, None]);
        let own = "[features]\ndefault = []\n[dependencies]\nhttp = '1'\n\
                   [target.'cfg(unix)'.dependencies]\nserde = '1'\n";
        let [dependencies, features] = told(own).map(Option::unwrap);
        assert!(
            dependencies.ends_with("[dependencies]: `tokio`; copy that from made/Cargo.toml"),
            "{dependencies}"
        );
        assert!(features.contains("under [features]: `client`;"), "{features}");
    }
}
