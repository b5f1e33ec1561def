//! Stage `emit`: the model, its facts and its names become the items of a crate. Total.
//!
//! Items are values of `syn`, made by the functions of `syntax`; what a crate has once or twice is quoted with
//! [`syn::parse_quote!`]. Either way a piece is an item, a type, an expression or an identifier, never text.

mod client;
mod codec;
mod credentials;
pub mod docs;
mod documentation;
mod examples;
mod formats;
mod guide;
mod imports;
mod lifted;
mod manifest;
mod models;
mod operations;
mod rules;
mod syntax;
mod types;
mod usage;
mod verbatim;

use crate::analyze::Facts;
use crate::config::Config;
use crate::ir::Api;
use crate::name::Names;
use crate::prose::LiftedTable;
use imports::Imports;
use lifted::Lifted;
use syn::Item;
use usage::Usage;

/// A crate, not yet printed.
pub struct Crate {
    /// Source files of items.
    pub modules: Vec<Module>,
    /// Files that are text already: the manifest, the README, the static half.
    pub texts: Vec<(String, String)>,
}

/// A source file of items.
pub struct Module {
    /// Its path in the crate, with forward slashes.
    pub path: String,
    /// What stands above the items: the module's documentation.
    pub header: String,
    /// The items.
    pub items: Vec<Item>,
}

/// Everything that emission reads.
pub struct Input<'a> {
    /// The API.
    pub api: &'a Api,
    /// Facts about its types.
    pub facts: &'a Facts,
    /// Its names.
    pub names: &'a Names,
    /// The configuration.
    pub config: &'a Config,
    /// The sections and tables of descriptions that became types.
    pub lifted: &'a [LiftedTable],
}

/// What the functions of this stage share.
#[derive(Clone, Copy)]
struct Context<'a> {
    api: &'a Api,
    facts: &'a Facts,
    names: &'a Names,
    config: &'a Config,
    usage: &'a Usage,
    lifted: &'a Lifted<'a>,
    scope: Scope,
    imports: &'a Imports,
}

/// From where types are named.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Within `models`, by their bare names.
    Models,
    /// Elsewhere, as `models::Name`.
    Elsewhere,
}

/// Emits a crate.
pub fn emit(input: &Input<'_>) -> Crate {
    let usage = Usage::of(input.api);
    let lifted = Lifted::of(input);
    let inputs = Imports::default();
    let cx = Context {
        api: input.api,
        facts: input.facts,
        names: input.names,
        config: input.config,
        usage: &usage,
        lifted: &lifted,
        scope: Scope::Elsewhere,
        imports: &inputs,
    };
    let emitted: Vec<operations::Emitted<'_>> = input
        .api
        .operations
        .iter()
        .zip(input.names.operations())
        .map(|(operation, names)| operations::Emitted::new(&cx, operation, names))
        .collect();
    let mut texts = verbatim::files(input.api);
    texts.push(("Cargo.toml".to_owned(), manifest::manifest(input)));
    texts.push(("README.md".to_owned(), guide::readme(input)));
    let (test, data) = examples::test(&cx, input).unzip();
    texts.extend(data.into_iter().flatten());
    let modules = vec![
        test,
        guide::root(&cx, &emitted),
        models_module(&cx),
        codec_module(&cx),
        operations_module(&cx, &emitted),
        client_module(&cx, &emitted),
        credentials_module(input.config),
    ];
    Crate { modules: modules.into_iter().flatten().collect(), texts }
}

fn models_module(cx: &Context<'_>) -> Option<Module> {
    let imports = Imports::default();
    let cx = Context { scope: Scope::Models, imports: &imports, ..*cx };
    let items: Vec<Item> = cx.api.types.iter().flat_map(|(id, _)| models::items(&cx, id)).collect();
    let header = "//! The types that requests and responses are made of.\n";
    let codec: Item = syn::parse_quote!(
        mod codec;
    );
    module("src/models.rs", header, [vec![codec], imports.items(), items].concat())
}

fn codec_module(cx: &Context<'_>) -> Option<Module> {
    // The parent imports every type that its fields are of.
    let imports = Imports::default();
    let cx = Context { scope: Scope::Models, imports: &imports, ..*cx };
    let items = cx.api.types.iter().flat_map(|(id, _)| codec::items(&cx, id));
    let items: Vec<Item> = formats::items(&cx).into_iter().chain(items).collect();
    let uses = if items.is_empty() {
        Vec::new()
    } else {
        vec![
            syn::parse_quote!(
                use super::*;
            ),
            syn::parse_quote!(
                use crate::runtime;
            ),
        ]
    };
    let header = "//! How the types are decoded, encoded and checked.\n";
    module("src/models/codec.rs", header, [uses, items].concat())
}

fn operations_module(cx: &Context<'_>, emitted: &[operations::Emitted<'_>]) -> Option<Module> {
    // What the inputs are made of is used here, and more.
    let imports = cx.imports.clone();
    let cx = Context { imports: &imports, ..*cx };
    let items: Vec<Item> = emitted.iter().flat_map(|emitted| operations::items(&cx, emitted)).collect();
    let header = "//! The operations as values without IO: each makes its request and reads its response.\n";
    module("src/operations.rs", header, [imports.items(), items].concat())
}

fn client_module(cx: &Context<'_>, emitted: &[operations::Emitted<'_>]) -> Option<Module> {
    let imports = cx.imports.clone();
    let cx = Context { imports: &imports, ..*cx };
    let items = client::items(&cx, emitted);
    module(
        "src/client.rs",
        "//! The client's methods, one for each operation.\n",
        [imports.items(), items].concat(),
    )
}

fn credentials_module(config: &Config) -> Option<Module> {
    let items = credentials::items(config);
    if items.is_empty() {
        return None;
    }
    module("src/credentials.rs", "//! The credentials that this API knows.\n", items)
}

fn module(path: &str, header: &str, items: Vec<Item>) -> Option<Module> {
    Some(Module { path: path.to_owned(), header: header.to_owned(), items })
}
