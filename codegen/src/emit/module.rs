//! The modules of a crate, in parts that are emitted one by one.

use super::docs::Written;
use super::documentation::code;
use super::imports::Imports;
use super::lifted::Lifted;
use super::needs::Needs;
use super::operations::Emitted;
use super::said::Texts;
use super::tags::{Group, Groups};
use super::usage::Usage;
use super::{
    Context, Scope, client, codec, credentials, events, examples, foreign, guide, models, operations,
    outcome, server, servers,
};
use crate::analyze::Facts;
use crate::config::Config;
use crate::ir::{Api, Operation, TypeId};
use crate::name::{Names, OperationNames};
use std::sync::Arc;
use syn::{Item, parse_quote};

/// Types or operations in a part: enough that a part is worth a thread's while, and few enough that their syntax stays
/// in the processor's cache until it is printed.
const PART: usize = 32;

/// A source file. Its items are made part by part, as they are printed: syntax cannot go from thread to thread, and that
/// of a whole crate would take a gigabyte.
pub struct Module<'a> {
    content: Content,
    /// Of which group, where what is always there is the first.
    group: usize,
    shared: Arc<Shared<'a>>,
}

/// What all modules are made of.
pub(super) struct Shared<'a> {
    pub api: &'a Api,
    pub facts: &'a Facts,
    pub names: &'a Names,
    pub config: &'a Config,
    pub usage: Usage,
    pub lifted: Lifted<'a>,
    pub groups: Groups,
    pub needs: Needs,
    pub texts: Texts,
    pub written: &'a Written<'a>,
}

/// What a module holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Root,
    Models,
    Codec,
    Operations,
    Client,
    Server,
    Requests,
    Replies,
    Credentials,
    Servers,
    Webhooks,
    Callbacks,
    Examples,
}

/// What each group of a crate has.
pub(super) const GROUPED: &[Content] = &[
    Content::Models,
    Content::Codec,
    Content::Operations,
    Content::Client,
    Content::Server,
    Content::Requests,
    Content::Replies,
];

impl Content {
    /// Whether a group has it. What is always there has all modules, for those of the others are in them.
    pub fn is_any(self, shared: &Shared<'_>, group: usize) -> bool {
        let of_group = shared.groups.at(group);
        let is_any_operation = !of_group.operations.is_empty();
        match self {
            Self::Models | Self::Codec => group == 0 || of_group.is_any_type(shared.api),
            Self::Operations | Self::Client => group == 0 || is_any_operation,
            Self::Server | Self::Requests | Self::Replies if group == 0 => server::is_any(shared.api),
            _ => is_any_operation,
        }
    }
}

/// Some of a module's items, and what they need to be imported.
pub struct Part {
    /// The items.
    pub items: Vec<Item>,
    /// What they name without a path.
    pub imports: Imports,
}

impl Shared<'_> {
    /// What the functions of this stage share where types are named from a scope.
    pub fn context<'s>(&'s self, scope: Scope, imports: &'s Imports) -> Context<'s> {
        let Self { api, facts, names, config, usage, lifted, groups, needs, texts, written } = self;
        Context { api, facts, names, config, usage, lifted, groups, needs, texts, written, scope, imports }
    }
}

impl<'a> Module<'a> {
    pub(super) fn new(content: Content, group: usize, shared: &Arc<Shared<'a>>) -> Self {
        Self { content, group, shared: Arc::clone(shared) }
    }

    fn group(&self) -> &Group {
        self.shared.groups.at(self.group)
    }

    /// Its path in the crate, with forward slashes.
    pub fn path(&self) -> String {
        let path = match self.content {
            Content::Root => "src/lib.rs",
            Content::Models => "src/models.rs",
            Content::Codec => "src/models/codec.rs",
            Content::Operations => "src/operations.rs",
            Content::Client => "src/client.rs",
            Content::Credentials => "src/credentials.rs",
            Content::Server => "src/server.rs",
            Content::Requests => "src/server/requests.rs",
            Content::Replies => "src/server/replies.rs",
            Content::Servers => "src/servers.rs",
            Content::Webhooks => "src/webhooks.rs",
            Content::Callbacks => "src/callbacks.rs",
            Content::Examples => "tests/examples/main.rs",
        };
        match (self.group().module(), self.content) {
            (None, _) => path.to_owned(),
            // Beside the types that it is about.
            (Some(module), Content::Codec) => format!("src/models/{module}/codec.rs"),
            (Some(module), _) => format!("{}/{module}.rs", path.trim_end_matches(".rs")),
        }
    }

    /// What stands above the items: the module's documentation.
    pub fn header(&self) -> String {
        let header = match self.content {
            Content::Root => return guide::root_header(&self.context(&Imports::default())),
            Content::Client | Content::Operations | Content::Models if self.group > 0 => {
                return self.group_header();
            }
            Content::Models => "//! The types that requests and responses are made of.\n",
            Content::Codec => "//! How the types are decoded, encoded and checked.\n",
            Content::Operations => {
                "//! The operations as values without IO: each makes its request and reads its response.\n"
            }
            Content::Client => "//! The client's methods, one for each operation.\n",
            Content::Server => return server::header(&self.context(&Imports::default()), self.group()),
            Content::Requests => server::requests::HEADER,
            Content::Replies => server::replies::HEADER,
            Content::Credentials => "//! The credentials that this API knows.\n",
            Content::Servers => "//! Addresses of the service that have variables.\n",
            Content::Webhooks => events::WEBHOOKS,
            Content::Callbacks => events::CALLBACKS,
            Content::Examples => examples::HEADER,
        };
        header.to_owned()
    }

    /// What stands above the items of a group that is compiled or not.
    fn group_header(&self) -> String {
        let what = match self.content {
            Content::Client => "The client's methods for the operations",
            Content::Operations => "The operations",
            _ => "The types that only the operations",
        };
        let Some(tag) = &self.group().tag else {
            return "//! The schemas of the document that no operation uses.\n".to_owned();
        };
        let rest = if self.content == Content::Models { " need" } else { "" };
        format!("//! {what} of the tag {}{rest}.\n", code(tag))
    }

    /// The items before those of the parts. `imports` is what the parts need.
    pub fn head(&self, imports: &Imports) -> Vec<Item> {
        let before: Vec<Item> = match self.content {
            Content::Models => vec![parse_quote! { mod codec; }],
            // The parent imports every type that its fields are of.
            Content::Codec => return self.codec_imports(),
            // The test is of another crate, and has its own imports.
            Content::Examples => return Vec::new(),
            _ => Vec::new(),
        };
        let (modules, exports) = self.modules_of_groups();
        before.into_iter().chain(modules).chain(imports.items()).chain(exports).collect()
    }

    /// The modules of the groups that are compiled or not, and what of them is seen from outside.
    fn modules_of_groups(&self) -> (Vec<Item>, Vec<Item>) {
        let is_above = self.group == 0 && GROUPED.contains(&self.content);
        let groups = self.shared.groups.iter().enumerate().skip(1).filter(|_| is_above);
        let groups = groups.filter(|(index, _)| self.content.is_any(&self.shared, *index));
        let modules = groups.filter_map(|(_, group)| {
            let (condition, name) = (group.condition()?, group.ident()?);
            let module = parse_quote!(#condition mod #name;);
            let export = parse_quote!(#condition pub use #name::*;);
            Some((module, export))
        });
        let (modules, exports) = modules.unzip();
        // The methods of the client belong to no module.
        (modules, if self.content == Content::Client { Vec::new() } else { exports })
    }

    fn codec_imports(&self) -> Vec<Item> {
        let is_any_type = self.group().is_any_type(self.shared.api);
        let is_any_foreign = self.group == 0 && foreign::is_any(self.shared.config, self.shared.api);
        let parent = is_any_type.then(|| parse_quote! { use super::*; });
        let runtime = (is_any_type || is_any_foreign).then(|| parse_quote! { use crate::runtime; });
        parent.into_iter().chain(runtime).collect()
    }

    /// The number of parts.
    pub fn parts(&self) -> usize {
        match self.content {
            Content::Models | Content::Codec => self.group().types.len().div_ceil(PART),
            Content::Requests | Content::Replies => self.group().operations.len().div_ceil(PART),
            // Errors that operations of several groups have stand where no operation may be.
            Content::Operations => self.group().operations.len().div_ceil(PART).max(1),
            _ => 1,
        }
    }

    /// The part of an index below [`parts`](Self::parts).
    pub fn part(&self, index: usize) -> Part {
        let imports = Imports::default();
        let cx = self.context(&imports);
        let items = match self.content {
            Content::Root => guide::root(&cx),
            Content::Models => self.types(index).flat_map(|id| models::items(&cx, id)).collect(),
            Content::Codec => {
                let is_first = index == 0 && self.group == 0;
                let foreign = is_first.then(|| foreign::items(&cx)).into_iter().flatten();
                foreign.chain(self.types(index).flat_map(|id| codec::items(&cx, id))).collect()
            }
            Content::Operations => {
                let operations = self.operations(&cx, index * PART, PART);
                let common = (index == 0).then(|| outcome::common_errors(&cx));
                let items = operations.flat_map(|operation| operations::items(&cx, &operation));
                items.chain(common.into_iter().flatten()).collect()
            }
            Content::Requests => {
                let operations = self.operations(&cx, index * PART, PART);
                operations.flat_map(|operation| server::requests::items(&cx, &operation)).collect()
            }
            Content::Replies => {
                let operations = self.named_operations(&cx, index * PART, PART);
                operations
                    .flat_map(|(operation, names)| server::replies::items(&cx, operation, names))
                    .collect()
            }
            Content::Server => server::items(&cx, self.group()),
            Content::Client => {
                let operations: Vec<Emitted<'_>> = self.operations(&cx, 0, usize::MAX).collect();
                client::items(&cx, &operations)
            }
            Content::Credentials => credentials::items(&cx),
            Content::Servers => servers::items(&cx),
            Content::Webhooks => events::items(&cx, false),
            Content::Callbacks => events::items(&cx, true),
            Content::Examples => examples::items(&cx),
        };
        Part { items, imports }
    }

    fn context<'s>(&'s self, imports: &'s Imports) -> Context<'s> {
        let scope = match self.content {
            Content::Models | Content::Codec => Scope::Models(self.group),
            Content::Operations => Scope::Operations(self.group),
            _ => Scope::Elsewhere,
        };
        self.shared.context(scope, imports)
    }

    fn types(&self, part: usize) -> impl Iterator<Item = TypeId> {
        self.group().types.iter().copied().skip(part * PART).take(PART)
    }

    /// So many operations from one on, with their names.
    fn named_operations<'s>(
        &'s self,
        cx: &'s Context<'s>,
        first: usize,
        count: usize,
    ) -> impl Iterator<Item = (&'s Operation, &'s OperationNames)> {
        let indices = self.group().operations.iter().skip(first).take(count);
        indices.filter_map(|index| cx.api.operations.get(*index).zip(cx.names.operations().get(*index)))
    }

    /// The same, prepared, with what they say of themselves.
    fn operations<'s>(
        &'s self,
        cx: &'s Context<'s>,
        first: usize,
        count: usize,
    ) -> impl Iterator<Item = Emitted<'s>> {
        let indices = self.group().operations.iter().skip(first).take(count);
        indices.filter_map(|&index| {
            let (operation, names) = cx.api.operations.get(index).zip(cx.names.operations().get(index))?;
            Some(Emitted::new(cx, (index, operation), names, cx.said(index)?))
        })
    }
}
