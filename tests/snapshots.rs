//! What the generator writes and reports for `spec/`.
//!
//! `generated/` follows the generator by itself. These snapshots do not: a change of the crate's interface, of the facts
//! found in prose or of the diagnostics fails here, until somebody has read it and accepted it.

use bindery::report::Color;
use bindery::{Input, Output, generate, lift};
use insta::assert_snapshot;
use syn::{Fields, ImplItem, Item, TraitItem, Visibility};

fn generated() -> Output {
    generate(&Input::config("spec/bindery.toml"))
}

#[test]
fn the_diagnostics() {
    let output = generated();
    assert_snapshot!(output.report.render(&output.sources, Color::Never));
}

#[test]
fn the_facts_found_in_prose() {
    let lifted = lift::lift(&Input::document("spec/any-channel.yml"));
    assert_snapshot!(serde_yaml::to_string(&lifted.overlay.unwrap()).unwrap());
}

#[test]
fn the_interface_of_the_crate() {
    let files = generated().files.unwrap();
    let of_the_document = |path: &str| path.starts_with("src/") && !path.starts_with("src/runtime/");
    let interface: String = files
        .iter()
        .filter(|(path, _)| of_the_document(path))
        .map(|(path, text)| format!("// {path}\n\n{}\n", interface(text)))
        .collect();
    assert_snapshot!(interface);
}

#[test]
fn the_manifest_of_the_crate() {
    let files = generated().files.unwrap();
    assert_snapshot!(files["Cargo.toml"]);
}

/// What is public of a source file, without documentation and bodies. The body of `shape` stays: it is the names in JSON
/// and the rules.
fn interface(text: &str) -> String {
    let mut file = syn::parse_file(text).unwrap();
    file.attrs.clear();
    file.items.retain(is_public);
    file.items.iter_mut().for_each(strip);
    prettyplease::unparse(&file)
}

fn is_public(item: &Item) -> bool {
    match item {
        Item::Enum(item) => matches!(item.vis, Visibility::Public(_)),
        Item::Struct(item) => matches!(item.vis, Visibility::Public(_)),
        Item::Mod(item) => matches!(item.vis, Visibility::Public(_)),
        Item::Use(item) => matches!(item.vis, Visibility::Public(_)),
        Item::Trait(item) => matches!(item.vis, Visibility::Public(_)),
        Item::Fn(item) => matches!(item.vis, Visibility::Public(_)),
        Item::Impl(_) | Item::Macro(_) => true,
        _ => panic!("an item of a kind that this snapshot does not know"),
    }
}

fn strip(item: &mut Item) {
    let undocumented = |attrs: &mut Vec<syn::Attribute>| {
        attrs.retain(|attr| !attr.path().is_ident("doc") && !attr.path().is_ident("inline"));
    };
    match item {
        Item::Enum(item) => {
            undocumented(&mut item.attrs);
            item.variants.iter_mut().for_each(|variant| undocumented(&mut variant.attrs));
        }
        Item::Struct(item) => {
            undocumented(&mut item.attrs);
            if let Fields::Named(fields) = &mut item.fields {
                fields.named.iter_mut().for_each(|field| undocumented(&mut field.attrs));
            }
        }
        Item::Trait(item) => {
            undocumented(&mut item.attrs);
            for member in &mut item.items {
                if let TraitItem::Fn(method) = member {
                    undocumented(&mut method.attrs);
                    method.default = None;
                }
            }
        }
        Item::Fn(item) => {
            undocumented(&mut item.attrs);
            item.block.stmts.clear();
        }
        Item::Impl(item) => {
            let is_trait = item.trait_.is_some();
            item.items.retain(|member| match member {
                ImplItem::Fn(method) if is_trait => method.sig.ident == "shape",
                ImplItem::Fn(method) => matches!(method.vis, Visibility::Public(_)),
                _ => true,
            });
            for member in &mut item.items {
                let ImplItem::Fn(method) = member else { continue };
                undocumented(&mut method.attrs);
                if !is_trait {
                    method.block.stmts.clear();
                }
            }
        }
        _ => {}
    }
}
