//! The modules of a crate, in parts that are emitted one by one.

use super::imports::Imports;
use super::lifted::Lifted;
use super::operations::Emitted;
use super::usage::Usage;
use super::{
    Context, Scope, client, codec, credentials, events, examples, foreign, guide, models, operations, server,
    servers,
};
use crate::analyze::Facts;
use crate::config::Config;
use crate::ir::{Api, TypeId};
use crate::name::Names;
use std::sync::Arc;
use syn::{Item, parse_quote};

/// Types or operations in a part: enough that a part is worth a thread's while, and few enough that their syntax stays
/// in the processor's cache until it is printed.
const PART: usize = 32;

/// A source file. Its items are made part by part, as they are printed: syntax cannot go from thread to thread, and that
/// of a whole crate would take a gigabyte.
pub struct Module<'a> {
    content: Content,
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
        let Self { api, facts, names, config, usage, lifted } = self;
        Context { api, facts, names, config, usage, lifted, scope, imports }
    }
}

impl<'a> Module<'a> {
    pub(super) fn new(content: Content, shared: &Arc<Shared<'a>>) -> Self {
        Self { content, shared: Arc::clone(shared) }
    }

    /// Its path in the crate, with forward slashes.
    pub fn path(&self) -> &'static str {
        match self.content {
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
        }
    }

    /// What stands above the items: the module's documentation.
    pub fn header(&self) -> String {
        let header = match self.content {
            Content::Root => return guide::root_header(&self.context(&Imports::default())),
            Content::Models => "//! The types that requests and responses are made of.\n",
            Content::Codec => "//! How the types are decoded, encoded and checked.\n",
            Content::Operations => {
                "//! The operations as values without IO: each makes its request and reads its response.\n"
            }
            Content::Client => "//! The client's methods, one for each operation.\n",
            Content::Server => return server::header(&self.context(&Imports::default())),
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
        before.into_iter().chain(imports.items()).collect()
    }

    fn codec_imports(&self) -> Vec<Item> {
        let is_any_type = self.shared.api.types.iter().any(|(_, ty)| ty.shape.is_nominal());
        let is_any_foreign = foreign::is_any(self.shared.config, self.shared.api);
        let parent = is_any_type.then(|| parse_quote! { use super::*; });
        let runtime = (is_any_type || is_any_foreign).then(|| parse_quote! { use crate::runtime; });
        parent.into_iter().chain(runtime).collect()
    }

    /// The number of parts.
    pub fn parts(&self) -> usize {
        match self.content {
            Content::Models | Content::Codec => self.shared.api.types.len().div_ceil(PART),
            Content::Operations | Content::Requests | Content::Replies => {
                self.shared.api.operations.len().div_ceil(PART)
            }
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
                let foreign = (index == 0).then(|| foreign::items(&cx)).into_iter().flatten();
                foreign.chain(self.types(index).flat_map(|id| codec::items(&cx, id))).collect()
            }
            Content::Operations => {
                let operations = self.operations(&cx, index * PART, PART);
                operations.flat_map(|operation| operations::items(&cx, &operation)).collect()
            }
            Content::Requests => {
                let operations = self.operations(&cx, index * PART, PART);
                operations.flat_map(|operation| server::requests::items(&cx, &operation)).collect()
            }
            Content::Replies => {
                let operations = cx.api.operations.iter().zip(cx.names.operations());
                let operations = operations.skip(index * PART).take(PART);
                operations
                    .flat_map(|(operation, names)| server::replies::items(&cx, operation, names))
                    .collect()
            }
            Content::Server => server::items(&cx),
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
            Content::Models | Content::Codec => Scope::Models,
            _ => Scope::Elsewhere,
        };
        self.shared.context(scope, imports)
    }

    fn types(&self, part: usize) -> impl Iterator<Item = TypeId> {
        self.shared.api.types.ids(part * PART, PART)
    }

    /// So many operations from one on. What comes before is not prepared, which would be work for nothing.
    fn operations<'s>(
        &'s self,
        cx: &'s Context<'s>,
        first: usize,
        count: usize,
    ) -> impl Iterator<Item = Emitted<'s>> {
        let pairs = cx.api.operations.iter().zip(cx.names.operations());
        pairs.skip(first).take(count).map(|(operation, names)| Emitted::new(cx, operation, names))
    }
}
