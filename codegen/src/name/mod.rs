//! Stage `name`: the only place that makes identifiers. Everything is named before anything is emitted.

mod branch;
mod derived;
mod details;
mod errors;
mod lock;
mod mechanical;
mod origin;
mod outcome;
mod parts;
mod place;
mod rename;
mod scope;
mod service;
mod shared;
pub(crate) mod taken;
mod union;
pub(crate) mod words;

pub use errors::{ErrorEnum, ErrorNames};
pub use lock::{Broken, Lock};
pub(crate) use outcome::is_taken_credentials;
pub use outcome::{Variants, configured_name, scheme_name};
pub use service::ServiceNames;

use crate::config::{Problem, Rename};
use crate::ir::{
    Api, Branch, EnumValue, Operation, Property, Segment, Shape, Type, TypeId, TypeMap, TypeSet,
};
use crate::parallel;
use crate::report::Report;
use crate::source::Document;
use details::Told;
use foldhash::HashMap;
use lock::{Entry, Kept};
use parts::{Part, field, is_address, variable, variant};
use place::Places;
use rename::Given;
use scope::Scope;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use taken::{TAKEN_METHODS, is_taken_operation, is_taken_type};
use words::{snake, upper_camel};

/// The identifiers of everything that is emitted.
#[derive(Clone, Debug, Default)]
pub struct Names {
    types: TypeMap<TypeNames>,
    operations: Vec<OperationNames>,
    errors: Vec<ErrorEnum>,
    services: Vec<ServiceNames>,
    credentials: Vec<Option<String>>,
    events: Vec<String>,
    lock: Lock,
    problems: Vec<Problem>,
}

/// The identifiers of a type and its parts.
#[derive(Clone, Debug, Default)]
pub struct TypeNames {
    /// The type.
    pub name: String,
    /// Its fields or variants, in the order of the type's properties, values or branches.
    pub parts: Vec<String>,
    /// The field of further properties, or the variant of unknown values.
    pub rest: String,
}

/// The identifiers of an operation.
#[derive(Clone, Debug)]
pub struct OperationNames {
    /// The type that stands for the request.
    pub name: String,
    /// The method of the client.
    pub method: String,
    /// The field of each parameter.
    pub parameters: Vec<String>,
    /// The field of the body.
    pub body: String,
    /// The bodies to choose from, where there are several.
    pub choices: Option<Variants>,
    /// What a success answers, where that depends on the status.
    pub success: Option<Variants>,
    /// What a failure answers, where that depends on the status.
    pub error: Option<ErrorNames>,
    /// The variants of what a handler answers, in the order of the responses.
    pub replies: Vec<ReplyNames>,
    /// The field of what a handler is told beside parameters and body.
    pub head: String,
}

/// The variants of what a handler answers for a status.
#[derive(Clone, Debug)]
pub struct ReplyNames {
    /// That of the response.
    pub whole: String,
    /// That of the same response piece by piece, where a success comes in both forms. No status is called so.
    pub events: Option<String>,
}

impl Names {
    /// The names of a type that has some; those without are written out where they stand.
    pub fn of(&self, id: TypeId) -> Option<&TypeNames> {
        self.types.get(id)
    }

    /// What keeps these names in the next run.
    pub fn lock(&self) -> &Lock {
        &self.lock
    }

    /// The names of the configuration that could not be given.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The names of the operations, in the order of [`Api::operations`].
    pub fn operations(&self) -> &[OperationNames] {
        &self.operations
    }

    /// The enums of errors that depend on the status.
    pub fn errors(&self) -> &[ErrorEnum] {
        &self.errors
    }

    /// The services of the server stub.
    pub fn services(&self) -> &[ServiceNames] {
        &self.services
    }

    /// The constructors of credentials, in the order of [`Api::security_schemes`]; `None` for what every crate has.
    pub fn credentials(&self) -> &[Option<String>] {
        &self.credentials
    }

    /// The names of the events, in the order of [`Api::events`].
    pub fn events(&self) -> &[String] {
        &self.events
    }
}

/// Names everything. The names of the configuration come first, then what is in the lock keeps its name; what would be
/// called otherwise by now is told.
pub fn name(api: &Api, document: &Document, rename: &Rename, lock: &Lock, report: &mut Report) -> Names {
    let (places, shared) = parallel::both(|| Places::of(api, document), || shared::names(api));
    let given = || Given::of(api, &places, rename);
    let fresh = (!lock.is_empty()).then(|| {
        let (lock, mut untold) = (Lock::default(), Report::new());
        Namer::new(api, document, given(), &mut untold).run(&places, &shared, &lock)
    });
    Namer { fresh, ..Namer::new(api, document, given(), report) }.run(&places, &shared, lock)
}

struct Namer<'a> {
    api: &'a Api,
    document: &'a Document,
    report: &'a mut Report,
    scope: Scope,
    /// The types that are called as the places are where they stand.
    shared: TypeSet,
    given: Given<'a>,
    kept: Kept<'a>,
    /// The names without a lock, where there is one.
    fresh: Option<Names>,
    /// How many branches have a property, by union and name, as far as that was asked for.
    counted: RefCell<TypeMap<HashMap<&'a str, usize>>>,
    /// The enums of operations in the lock whose names something else has got.
    lost: BTreeSet<&'a str>,
    names: Names,
    /// What keeps these names in the next run.
    entries: Lock,
}

impl<'a> Namer<'a> {
    fn new(api: &'a Api, document: &'a Document, given: Given<'a>, report: &'a mut Report) -> Self {
        let (kept, names) = (Kept::default(), Names::default());
        let scope = Scope::reserving(&[]);
        let (shared, entries) = (TypeSet::default(), Lock::default());
        let (counted, lost) = Default::default();
        Self { api, document, report, scope, shared, given, kept, fresh: None, counted, lost, names, entries }
    }

    fn run(mut self, places: &Places, shared: &[(TypeId, String)], lock: &'a Lock) -> Names {
        self.kept = lock.kept(places);
        self.name_operations(places);
        self.name_services();
        self.name_credentials(places);
        self.name_events(places);
        self.name_given_types();
        self.find_kept_shared(shared);
        self.name_kept_types();
        // The names of components come first: they are the document's own.
        for (id, ty) in self.api.types.iter() {
            if shared::is_component(self.api, id) {
                self.name_type(id, ty);
            }
        }
        self.name_shared_types(shared);
        for (id, ty) in self.api.types.iter() {
            self.name_type(id, ty);
        }
        for (id, ty) in self.api.types.iter() {
            self.name_parts(id, ty, places);
        }
        self.names.lock = self.entries.sorted();
        self.given.tell_unused();
        self.names.problems = self.given.problems;
        self.names
    }

    fn name_kept_types(&mut self) {
        let kept: BTreeMap<TypeId, &Entry> =
            self.kept.types.iter().map(|(id, entry)| (*id, *entry)).collect();
        for (id, entry) in kept {
            if !self.names.types.contains(id) && !self.follows_rename(id, 0) && self.scope.claim(entry.name())
            {
                let name = entry.name().to_owned();
                self.names.types.insert(id, TypeNames { name, ..TypeNames::default() });
            }
        }
    }

    /// Finds the types that have a name of this kind in the lock.
    fn find_kept_shared(&mut self, shared: &[(TypeId, String)]) {
        let is_kept = |(id, name): &&(TypeId, String)| {
            self.kept.types.get(id).is_some_and(|entry| entry.name() == name)
        };
        for (id, _) in shared.iter().filter(is_kept) {
            self.shared.insert(*id);
        }
    }

    /// Names inline types that stand in several places as these places do, where that name is free.
    fn name_shared_types(&mut self, shared: &[(TypeId, String)]) {
        for (id, name) in shared {
            let (id, name) = (*id, name.clone());
            let follows = self.kept.types.contains_key(&id) && self.follows_rename(id, 0);
            if !self.names.types.contains(id) && !follows && !is_taken_type(&name) && self.scope.claim(&name)
            {
                self.shared.insert(id);
                self.names.types.insert(id, TypeNames { name, ..TypeNames::default() });
            }
        }
    }

    /// The fields or variants of a type, and which of these they are.
    fn parts(&self, id: TypeId, ty: &Type) -> (&'static str, Vec<Part>) {
        match &ty.shape {
            Shape::Object(object) => {
                let properties = object.properties.iter();
                let name = if is_address(ty) { variable } else { field };
                let part = |property: &Property| Part::new(&property.name, &property.name, name);
                ("field", properties.map(part).collect())
            }
            Shape::Enum(list) => {
                let part = |value: &EnumValue| {
                    Part::new(&value.value, value.name.as_deref().unwrap_or(&value.value), variant)
                };
                ("variant", list.values.iter().map(part).collect())
            }
            Shape::Union(union) => {
                let part = |branch: &Branch| {
                    let wire = self.wire(branch.ty);
                    Part {
                        wire,
                        candidates: self.branch(id, union, branch),
                        is_plain: false,
                        is_given: false,
                    }
                };
                ("variant", union.branches.iter().map(part).collect())
            }
            _ => ("part", Vec::new()),
        }
    }

    fn name_operations(&mut self, places: &Places) {
        let mut types = Scope::default();
        let mut methods = Scope::reserving(TAKEN_METHODS);
        let given = self.given_operations(&mut types, &mut methods);
        self.kept.operations.retain(|index, entry| {
            given.contains_key(index) || (types.claim(entry.name()) && methods.claim(entry.method()))
        });
        let enums = self.kept.operations.values().flat_map(|entry| entry.enums.values());
        let enums: BTreeSet<&str> = enums.map(String::as_str).collect();
        self.lost = enums.into_iter().filter(|name| !types.claim(name)).collect();
        let functions = mechanical::function_names(self.api);
        for (index, (operation, function)) in self.api.operations.iter().zip(functions).enumerate() {
            let given = given.get(&index);
            let id = function.or(operation.id.as_deref());
            let own = || id.map_or_else(|| operation_words(operation), str::to_owned);
            let id = given.cloned().unwrap_or_else(own);
            let name = upper_camel(&id).unwrap_or_else(|| "Operation".to_owned());
            let method = if given.is_some() {
                id.clone()
            } else {
                snake(&id).unwrap_or_else(|| "operation".to_owned())
            };
            let is_taken = is_taken_operation(&name);
            let candidate = if is_taken { format!("{name}Operation") } else { name.clone() };
            let kept = self.kept.operations.get(&index).copied();
            let names = match kept {
                _ if given.is_some() => [name.clone(), id.clone()],
                Some(kept) => [kept.name().to_owned(), kept.method().to_owned()],
                None => [types.take(&[candidate]), methods.take(std::slice::from_ref(&method))],
            };
            let [own_name, own_method] = &names;
            let help =
                "for another name, use `[rename.operations]` in bindery.toml, or another `operationId`";
            let told =
                |what, wanted, name, is_taken| Told { what, wanted, name, fresh: None, is_taken, help };
            let told = [
                told("operation's type", &name, own_name, is_taken || types.has(&name)),
                told("operation's method", &method, own_method, methods.has(&method)),
            ];
            self.tell_operation(index, operation, told);
            let names = self.name_parameters(index, operation, names, &places.of_operation(index));
            self.names.operations.push(names);
        }
        self.name_outcomes(&mut types);
    }
}

/// What an operation without an id is called: its method and path.
fn operation_words(operation: &Operation) -> String {
    let mut words = operation.method.as_str().to_lowercase();
    for segment in &operation.path {
        match segment {
            Segment::Literal(text) => {
                words.push(' ');
                words.push_str(text);
            }
            Segment::Parameter(name) | Segment::Rest(name) => {
                words.push_str(" by ");
                words.push_str(name);
            }
        }
    }
    words
}
