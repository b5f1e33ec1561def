//! Stage `emit`: the model, its facts and its names become the items of a crate. Total.
//!
//! Items are values of `syn`, made by the functions of `syntax`; what a crate has once or twice is quoted with
//! [`syn::parse_quote!`]. Either way a piece is an item, a type, an expression or an identifier, never text.

mod answers;
mod body;
mod client;
mod codec;
mod credentials;
mod demands;
pub mod docs;
mod documentation;
mod events;
mod examples;
mod foreign;
mod guide;
mod imports;
mod lifted;
mod manifest;
mod models;
mod module;
mod needs;
mod oauth2;
mod operations;
mod outcome;
mod paging;
mod rules;
mod said;
mod server;
mod servers;
mod streams;
mod syntax;
mod tags;
mod types;
mod usage;
mod verbatim;

use crate::analyze::Facts;
use crate::config::Config;
use crate::ir::Api;
use crate::name::Names;
use crate::prose::LiftedTable;
use docs::Written;
use lifted::Lifted;
use module::{Content, Shared};
use needs::Needs;
use said::Texts;
use std::sync::Arc;
use tags::Groups;
use usage::Usage;

pub(crate) use foreign::problems;
pub use imports::Imports;
pub use module::{Module, Part};

/// A crate, not yet printed.
pub struct Crate<'a> {
    /// Source files of items.
    pub modules: Vec<Module<'a>>,
    /// Files that are text already: the manifest, the README, the static half.
    pub texts: Vec<(String, String)>,
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
    /// Its descriptions, as far as they are written already.
    pub written: &'a Written<'a>,
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
    groups: &'a Groups,
    needs: &'a Needs,
    texts: &'a Texts,
    written: &'a Written<'a>,
    scope: Scope,
    imports: &'a Imports,
}

/// From where types are named.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Within the module of `models` that has the types of a group: these by their bare names.
    Models(usize),
    /// Within the module of `operations` that has those of a group: types as `models::Name`, these by their bare names.
    Operations(usize),
    /// Elsewhere, as `models::Name`.
    Elsewhere,
}

impl Scope {
    /// Whether the types of a group have their bare names there. The module of the first group gathers those of all others.
    fn has(self, group: usize) -> bool {
        matches!(self, Self::Models(own) if own == group || own == 0)
    }

    /// Whether the operations of a group have their bare names there, as types have.
    fn has_operations(self, group: usize) -> bool {
        matches!(self, Self::Operations(own) if own == group || own == 0)
    }
}

/// Emits a crate.
pub fn emit<'a>(input: &Input<'a>) -> Crate<'a> {
    let groups = Groups::of(input.api, input.names, input.config);
    let mut texts = vec![
        ("Cargo.toml".to_owned(), manifest::manifest(input, &groups)),
        ("README.md".to_owned(), guide::readme(input, &groups)),
    ];
    let shared = Arc::new(Shared {
        api: input.api,
        facts: input.facts,
        names: input.names,
        config: input.config,
        usage: Usage::of(input.api),
        lifted: Lifted::of(input, &groups),
        groups,
        needs: Needs::of(input),
        texts: Texts::of(input.api),
        written: input.written,
    });
    let nothing = Imports::default();
    let cx = shared.context(Scope::Elsewhere, &nothing);
    texts.extend(verbatim::files(input.api, cx.needs));
    let once = [
        (true, Content::Root),
        (credentials::is_any(&cx), Content::Credentials),
        (servers::is_any(input.api), Content::Servers),
        (events::is_any(input.api, false), Content::Webhooks),
        (events::is_any(input.api, true), Content::Callbacks),
        (examples::is_any(input.api), Content::Examples),
    ];
    if examples::is_any(input.api) {
        texts.extend(examples::texts(&cx));
    }
    let once = once.into_iter().filter_map(|(is_there, content)| is_there.then_some((content, 0)));
    let grouped = (0..shared.groups.len()).flat_map(|group| {
        let contents = module::GROUPED.iter().filter(|content| content.is_any(&shared, group));
        contents.map(move |content| (*content, group)).collect::<Vec<_>>()
    });
    let modules = once.chain(grouped).map(|(content, group)| Module::new(content, group, &shared)).collect();
    Crate { modules, texts }
}
