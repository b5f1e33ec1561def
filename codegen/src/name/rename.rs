//! Names that the configuration gives. They come before those of the lock.

use super::parts::{Part, is_address};
use super::place::Places;
use super::scope::Scope;
use super::taken::{TAKEN_BY_ADDRESSES, TAKEN_FIELDS, TAKEN_METHODS, is_taken_operation, is_taken_type};
use super::words::{folded, is_keyword, upper_camel};
use super::{Namer, TypeNames};
use crate::config::{Problem, Rename, Renames};
use crate::ir::{Api, Origin, Shape, TypeId};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The names of the configuration, by what they are for.
pub(super) struct Given<'c> {
    rename: &'c Rename,
    /// What the types that are declared are called there; nothing when no name is given.
    called: HashMap<TypeId, Vec<String>>,
    /// The entries that named something, by table and key.
    used: HashSet<(&'static str, &'c str)>,
    pub problems: Vec<Problem>,
}

/// What a name is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A type or variant.
    Type,
    /// A field, parameter or method.
    Field,
}

impl<'c> Given<'c> {
    pub fn of(api: &Api, places: &Places, rename: &'c Rename) -> Self {
        let called = if rename.is_empty() { HashMap::new() } else { called(api, places) };
        Self { rename, called, used: HashSet::new(), problems: Vec::new() }
    }

    /// Whether a type has its name from here.
    pub fn is_type(&self, id: TypeId) -> bool {
        self.called.get(&id).into_iter().flatten().any(|called| self.rename.schemas.contains_key(called))
    }

    fn table(&self, table: &str) -> &'c Renames {
        match table {
            "schemas" => &self.rename.schemas,
            "properties" => &self.rename.properties,
            "values" => &self.rename.values,
            "operations" => &self.rename.operations,
            _ => &self.rename.parameters,
        }
    }

    /// The name under a key, if there is a good one. A bad one is told.
    fn get(&mut self, table: &'static str, key: &str, kind: Kind) -> Option<(&'c str, &'c str)> {
        let (key, name) = self.table(table).get_key_value(key)?;
        self.used.insert((table, key));
        let name = name.get_ref();
        let fault = match kind {
            Kind::Type if !is_type_name(name) => "the name of a type, such as `PushResult`",
            Kind::Field if !is_field_name(name) => "the name of a field or method, such as `push_result`",
            _ => return Some((key, name)),
        };
        let help = "write it with the letters and in the case of Rust";
        self.tell(table, key, false, format!("`{name}` is not {fault}"), help);
        None
    }

    fn tell_taken(&mut self, table: &'static str, key: &str, name: &str) {
        let message = format!("`{name}` is taken by another entry, or by what every crate has");
        self.tell(table, key, false, message, "choose another name");
    }

    fn tell(&mut self, table: &'static str, key: &str, is_unmatched: bool, message: String, help: &str) {
        let Some(name) = self.table(table).get(key) else { return };
        let keys = vec!["rename".to_owned(), table.to_owned(), key.to_owned()];
        let help = help.to_owned();
        self.problems.push(Problem { keys, span: name.span(), is_unmatched, message, help });
    }

    /// Gives parts the names that are for them: those under the key of one of the owners, a dot, and what the document
    /// calls the part.
    pub fn parts(&mut self, table: &'static str, owners: &[String], parts: &mut [Part], taken: &[&str]) {
        if self.table(table).is_empty() {
            return;
        }
        let kind = if table == "values" { Kind::Type } else { Kind::Field };
        let mut names = HashSet::new();
        for part in parts {
            let plain = part.wire.split_once(' ').map(|(_, name)| name).filter(|_| table == "parameters");
            let wires = [Some(part.wire.as_str()), plain];
            let wires: Vec<&str> = wires.into_iter().flatten().collect();
            let mut keys =
                owners.iter().flat_map(|owner| wires.iter().map(move |wire| format!("{owner}.{wire}")));
            let Some((key, name)) = keys.find_map(|key| self.get(table, &key, kind)) else { continue };
            if taken.contains(&name) || !names.insert(folded(name)) {
                self.tell_taken(table, key, name);
                continue;
            }
            (part.candidates, part.is_plain, part.is_given) = (vec![name.to_owned()], false, true);
        }
    }

    /// Tells of the entries that named nothing.
    pub fn tell_unused(&mut self) {
        let tables = [
            ("schemas", "no schema that has a type of its own is"),
            ("properties", "no property is"),
            ("values", "no value of an enum is"),
            ("operations", "no operation is"),
            ("parameters", "no parameter is"),
        ];
        for (table, nothing) in tables {
            for key in self
                .table(table)
                .keys()
                .filter(|key| !self.used.contains(&(table, key.as_str())))
                .collect::<Vec<_>>()
            {
                let help = "remove the entry, or correct its key as the README says";
                self.tell(table, key, true, format!("{nothing} called `{key}` in the document"), help);
            }
        }
    }
}

impl Namer<'_> {
    /// The types that have a name of the configuration.
    pub(super) fn name_given_types(&mut self) {
        if self.given.rename.schemas.is_empty() {
            return;
        }
        let ids = self.api.types.iter().filter(|(_, ty)| ty.shape.is_nominal()).map(|(id, _)| id);
        for id in ids {
            let called = self.given.called.get(&id).cloned().unwrap_or_default();
            let mut keys = called.iter();
            let Some((key, name)) = keys.find_map(|key| self.given.get("schemas", key, Kind::Type)) else {
                continue;
            };
            if is_taken_type(name) || !self.scope.claim(name) {
                self.given.tell_taken("schemas", key, name);
            }
            self.names.types.insert(id, TypeNames { name: name.to_owned(), ..TypeNames::default() });
        }
    }

    /// Gives the fields or variants of a type the names that are for them.
    pub(super) fn give_parts(&mut self, id: TypeId, parts: &mut [Part]) {
        let owners = self.given.called.get(&id).cloned().unwrap_or_default();
        match self.api.types[id].shape {
            Shape::Object(_) if is_address(&self.api.types[id]) => {
                let taken = [TAKEN_FIELDS, &[TAKEN_BY_ADDRESSES]].concat();
                self.given.parts("properties", &owners, parts, &taken);
            }
            Shape::Object(_) => self.given.parts("properties", &owners, parts, TAKEN_FIELDS),
            Shape::Enum(_) => self.given.parts("values", &owners, parts, &[]),
            // The variants of unions are called after their types.
            _ => {}
        }
    }

    /// The operations that have a name of the configuration: that of the method.
    pub(super) fn given_operations(
        &mut self,
        types: &mut Scope,
        methods: &mut Scope,
    ) -> BTreeMap<usize, String> {
        let mut given = BTreeMap::new();
        for (index, operation) in self.api.operations.iter().enumerate() {
            let mut keys = operation.called();
            let found = keys.find_map(|key| self.given.get("operations", &key, Kind::Field));
            let Some((key, name)) = found else { continue };
            let ty = upper_camel(name).unwrap_or_default();
            let is_free = !is_taken_operation(&ty) && !TAKEN_METHODS.contains(&name);
            if !(is_free && types.claim(&ty) && methods.claim(name)) {
                self.given.tell_taken("operations", key, name);
            }
            given.insert(index, name.to_owned());
        }
        given
    }
}

/// What the types that are declared are called, of all that became one with them.
fn called(api: &Api, places: &Places) -> HashMap<TypeId, Vec<String>> {
    let mut called: HashMap<TypeId, Vec<String>> = HashMap::new();
    for (id, ty) in api.types.iter() {
        let owner = match ty.shape {
            Shape::Same(class) if !matches!(ty.origin, Origin::Component(_)) => class,
            _ => id,
        };
        if api.types[owner].shape.is_nominal() {
            let own = called.entry(owner).or_default();
            own.extend(api.called(id));
            own.push(ty.at.to_string());
        }
    }
    for (id, places) in &places.types {
        called.entry(*id).or_default().extend(places.iter().cloned());
    }
    called
}

fn is_type_name(name: &str) -> bool {
    let is_camel = !name.contains('_') && !name.starts_with(char::is_lowercase);
    is_camel && is_identifier(name)
}

fn is_field_name(name: &str) -> bool {
    let is_snake = !name.contains("__") && !name.contains(char::is_uppercase);
    is_snake && is_identifier(name)
}

fn is_identifier(name: &str) -> bool {
    !name.contains('#') && !is_keyword(name) && syn::parse_str::<syn::Ident>(name).is_ok()
}
