//! What of a crate is compiled together: what is always there, and what the feature of each tag adds.
//!
//! A type belongs to a tag when the operations of no other one need it. One that several tags need is always there: few
//! are, and a condition for each set of tags would be more to read and to test than it saves.

use super::syntax::marker_of;
use super::verbatim::has_patterns;
use crate::config::Config;
use crate::ir::{Api, Operation, Response, TypeId, TypeMap};
use crate::name::Names;
use crate::name::words::snake;
use quote::quote;
use std::collections::BTreeSet;
use syn::{Attribute, Ident};

/// The feature that has the types of no operation.
const UNUSED: &str = "unused-schemas";

/// The feature that has everything.
pub(super) const FULL: &str = "full";

/// Up to so many types with a name, the whole crate compiles in the time that a wall of features takes to read.
const FEW_TYPES: usize = 500;

/// A part of a crate that is compiled or not.
pub(super) struct Group {
    /// The feature that has it; `None` for what is always there.
    pub feature: Option<String>,
    /// The tag of its operations.
    pub tag: Option<String>,
    /// Its types.
    pub types: Vec<TypeId>,
    /// Its operations, as indices of [`Api::operations`].
    pub operations: Vec<usize>,
    /// Features that have types which these types are made of.
    pub needs: BTreeSet<String>,
}

/// The groups of a crate. The first is what is always there, and the only one where tags are no features.
pub(super) struct Groups {
    all: Vec<Group>,
    of_types: TypeMap<usize>,
    of_operations: Vec<usize>,
    /// Those of [`Names::errors`].
    of_errors: Vec<usize>,
}

impl Group {
    fn new(feature: Option<String>, tag: Option<String>, operations: Vec<usize>) -> Self {
        Self { feature, tag, types: Vec::new(), operations, needs: BTreeSet::new() }
    }

    /// The name of its modules; `None` for what is always there, which is in the modules above them.
    pub fn module(&self) -> Option<String> {
        self.feature.as_deref().and_then(snake)
    }

    /// The condition on which it is compiled.
    pub fn condition(&self) -> Option<Attribute> {
        let feature = self.feature.as_deref()?;
        Some(marker_of("cfg", quote!(feature = #feature)))
    }

    /// Whether it declares a type.
    pub fn is_any_type(&self, api: &Api) -> bool {
        self.types.iter().any(|id| api.types[*id].shape.is_nominal())
    }

    /// The module's name as an identifier.
    pub fn ident(&self) -> Option<Ident> {
        self.module().map(|module| super::types::ident(&module))
    }
}

impl Groups {
    /// Divides a crate, or does not.
    pub fn of(api: &Api, names: &Names, config: &Config) -> Self {
        let everything = || (0..api.operations.len()).collect();
        if !is_divided(api, names, config) {
            let mut all = Group::new(None, None, everything());
            all.types = api.types.iter().map(|(id, _)| id).collect();
            return Self::new(vec![all], api);
        }
        let (of_features, others): (Vec<_>, Vec<_>) =
            names.services().iter().partition(|service| service.feature.is_some());
        let mut always: Vec<usize> = others.iter().flat_map(|service| &service.operations).copied().collect();
        always.sort_unstable();
        let of_features = of_features.into_iter().map(|service| {
            Group::new(service.feature.clone(), service.tag.clone(), service.operations.clone())
        });
        let all = std::iter::once(Group::new(None, None, always)).chain(of_features);
        let unused = Group::new(Some(UNUSED.to_owned()), None, Vec::new());
        let mut divided = Self::new(all.chain([unused]).collect(), api);
        divided.place_types(api);
        divided.of_errors = names.errors().iter().map(|error| divided.of_all(&error.operations)).collect();
        divided
    }

    /// Groups of which is known which operations they have.
    fn new(all: Vec<Group>, api: &Api) -> Self {
        let mut of_operations = vec![0; api.operations.len()];
        // Of several that have an operation, the first one counts.
        for (place, group) in all.iter().enumerate().rev() {
            for &index in &group.operations {
                of_operations.get_mut(index).into_iter().for_each(|of| *of = place);
            }
        }
        Self { all, of_types: TypeMap::default(), of_operations, of_errors: Vec::new() }
    }

    /// The group of all these operations, or what is always there.
    fn of_all(&self, operations: &[usize]) -> usize {
        let mut groups = operations.iter().map(|index| self.of_operation(*index));
        let first = groups.next().unwrap_or_default();
        if groups.all(|group| group == first) { first } else { 0 }
    }

    /// Gives each type to the group that needs it; the last one has what none needs.
    fn place_types(&mut self, api: &Api) {
        for (index, group) in self.all.iter().enumerate() {
            let operations = group.operations.iter().filter_map(|index| api.operations.get(*index));
            let own = operations.flat_map(types_of);
            let always = (index == 0).then(|| types_of_the_whole(api)).into_iter().flatten();
            for id in api.types.reached(own.chain(always)) {
                let place = self.of_types.entry(id);
                // What another group needs, too, is always there.
                *place = Some(if place.is_some() { 0 } else { index });
            }
        }
        let Some(mut unused) = self.all.pop() else { return };
        for (id, ty) in api.types.iter() {
            if let Some(group) = self.of_types.get(id).and_then(|group| self.all.get_mut(*group)) {
                group.types.push(id);
                continue;
            }
            unused.types.push(id);
            // It may be made of what a tag has.
            let parts = ty.shape.parts().into_iter().filter_map(|part| self.of_types.get(part));
            unused.needs.extend(parts.filter_map(|group| self.all.get(*group)?.feature.clone()));
        }
        if !unused.types.is_empty() {
            unused.types.iter().for_each(|id| *self.of_types.entry(*id) = Some(self.all.len()));
            self.all.push(unused);
        }
    }

    /// How many there are; never none.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// All of them, what is always there first.
    pub fn iter(&self) -> impl Iterator<Item = &Group> {
        self.all.iter()
    }

    /// The group at an index; what is always there for an index of none.
    pub fn at(&self, index: usize) -> &Group {
        // There is always a first one.
        self.all.get(index).unwrap_or(&self.all[0])
    }

    /// The index of the group of an operation, by its index.
    pub fn of_operation(&self, index: usize) -> usize {
        self.of_operations.get(index).copied().unwrap_or_default()
    }

    /// The group of an enum of errors, by its index in [`Names::errors`].
    pub fn of_error(&self, index: usize) -> usize {
        self.of_errors.get(index).copied().unwrap_or_default()
    }

    /// The group of a type.
    pub fn of_type(&self, id: TypeId) -> usize {
        self.of_types.get(id).copied().unwrap_or_default()
    }

    /// Whether tags are features.
    pub fn is_divided(&self) -> bool {
        self.all.len() > 1
    }

    /// The lines of the manifest on its features, those of every crate included.
    pub fn features(&self, api: &Api) -> String {
        let mut default = vec!["client"];
        default.extend(self.is_divided().then_some(FULL));
        default.extend(has_patterns(api).then_some("patterns"));
        let mut text = format!("[features]\ndefault = {default:?}\n{}", super::verbatim::FEATURES);
        if has_patterns(api) {
            text.push_str(
                "# Checks texts against the patterns of the document.\npatterns = [\"dep:regex-lite\"]\n",
            );
        }
        if self.is_divided() {
            let features: Vec<&str> = self.iter().filter_map(|group| group.feature.as_deref()).collect();
            text.push_str("# All that follow: the operations of every tag, and every type.\nfull = [\n");
            features.iter().for_each(|feature| text.push_str(&format!("    {feature:?},\n")));
            text.push_str("]\n# The operations of each tag, with the types that they need.\n");
        }
        for group in self.iter() {
            let Some(feature) = &group.feature else { continue };
            if group.tag.is_none() {
                text.push_str("# Schemas of the document that no operation uses.\n");
            }
            let needs: Vec<&String> = group.needs.iter().collect();
            text.push_str(&format!("{feature} = {needs:?}\n"));
        }
        text
    }
}

/// Whether tags are features: where the configuration says so, or else where it pays.
fn is_divided(api: &Api, names: &Names, config: &Config) -> bool {
    let types = || api.types.iter().filter(|(_, ty)| ty.shape.is_nominal()).count();
    let is_wanted = config.tag_features.unwrap_or_else(|| names.services().len() > 1 && types() > FEW_TYPES);
    is_wanted && names.services().iter().any(|service| service.feature.is_some())
}

/// The types that an operation names.
fn types_of(operation: &Operation) -> impl Iterator<Item = TypeId> {
    let parameters = operation.parameters.iter().map(|parameter| parameter.ty);
    let responses = operation.responses.iter().flat_map(Response::types);
    operation.sent().chain(parameters).chain(responses).chain(operation.headers)
}

/// The types of what belongs to no operation.
fn types_of_the_whole(api: &Api) -> impl Iterator<Item = TypeId> {
    let events = api.events.iter().map(|event| event.payload);
    events.chain(api.all_servers().filter_map(|server| server.variables))
}
