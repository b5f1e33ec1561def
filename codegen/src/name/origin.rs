//! What types are called by where they come from.

use super::Namer;
use super::TypeNames;
use super::outcome;
use super::taken::is_taken_type;
use super::words::{singular, spelled_out, upper_camel};
use crate::ir::{Origin, Role, Shape, Type, TypeId};

impl Namer<'_> {
    /// Names a type that has no name yet, if it is one that has a name at all.
    pub(super) fn name_type(&mut self, id: TypeId, ty: &Type) {
        if !ty.shape.is_nominal() || self.names.types.contains(id) {
            return;
        }
        let base = self.base(id, 0);
        let base = if is_taken_type(&base) { base + "Model" } else { base };
        let other = match &ty.origin {
            // The request of an operation may be a component already, with other properties.
            Origin::Operation(_, Role::Request | Role::Response(_)) => Some(format!("{base}Body")),
            Origin::Part(parent, Role::Property(name)) => {
                spelled_out(name).map(|name| self.part(*parent, &Role::Property(name), ty, 0))
            }
            _ => None,
        };
        let candidates: Vec<String> = std::iter::once(base.clone()).chain(other).chain([base]).collect();
        let name = self.scope.take(&candidates);
        self.names.types.insert(id, TypeNames { name, ..TypeNames::default() });
    }

    /// The name a type has by where it comes from.
    pub(super) fn base(&self, id: TypeId, depth: usize) -> String {
        let ty = &self.api.types[id];
        let name = match &ty.origin {
            Origin::Component(key) => upper_camel(key),
            Origin::Elsewhere(pointer) => upper_camel(&pointer_words(pointer)),
            Origin::Operation(index, role) => self.operation_part(*index, role, id),
            Origin::Api(Role::Event(name)) => upper_camel(&format!("{name} webhook")),
            Origin::Api(_) => Some("ServerAddress".to_owned()),
            // Schemas nest at most as deep as the source stage lets them.
            Origin::Part(parent, role) if depth < 256 => Some(self.part(*parent, role, ty, depth)),
            Origin::Part(..) => None,
        };
        name.unwrap_or_else(|| "Unnamed".to_owned())
    }

    fn part(&self, parent: TypeId, role: &Role, ty: &Type, depth: usize) -> String {
        let parent_name = match self.names.types.get(parent) {
            Some(named) => named.name.clone(),
            None => self.base(parent, depth + 1),
        };
        match role {
            Role::NonNull => parent_name,
            Role::Item => one_of(&parent_name, "Item"),
            Role::Value => one_of(&parent_name, "Value"),
            Role::Branch(index, key) => self.branch_type(parent, &parent_name, ty, *index, key.as_deref()),
            Role::Position(index) => format!("{parent_name}Item{}", index + 1),
            Role::Base => parent_name + "Base",
            Role::Property(name) | Role::Parameter(name) => {
                let part = upper_camel(name).unwrap_or_else(|| "Value".to_owned());
                format!("{parent_name}{part}")
            }
            Role::Request => parent_name + "Request",
            Role::Form => parent_name + "Form",
            Role::Response(_) => parent_name + "Response",
            Role::Headers | Role::Event(_) | Role::Server => parent_name + "Part",
        }
    }

    fn operation_part(&self, index: usize, role: &Role, id: TypeId) -> Option<String> {
        let operation = &self.names.operations.get(index)?.name;
        Some(match role {
            Role::Request => format!("{operation}Request"),
            Role::Form => format!("{operation}Form"),
            Role::Response(status) => {
                format!("{operation}{}", outcome::response_suffix(self.api, index, *status, id))
            }
            Role::Headers => format!("{operation}Headers"),
            Role::Item => format!("{operation}Event"),
            Role::Event(name) => upper_camel(&format!("{operation} {name} callback"))?,
            Role::Parameter(name) => format!("{operation}{}", upper_camel(name)?),
            Role::Property(_)
            | Role::Value
            | Role::Branch(..)
            | Role::Position(_)
            | Role::Base
            | Role::Server
            | Role::NonNull => return None,
        })
    }

    /// What a type is called among others.
    pub(super) fn kind(&self, id: TypeId, depth: usize) -> String {
        match &self.api.types[id].shape {
            Shape::Any(_) | Shape::Gone => "Value".to_owned(),
            Shape::Replaced(replaced) => {
                upper_camel(&pointer_words(&replaced.key)).unwrap_or_else(|| "Value".to_owned())
            }
            Shape::Boolean => "Boolean".to_owned(),
            Shape::Integer(_) => "Integer".to_owned(),
            Shape::Number(_) => "Number".to_owned(),
            Shape::String(_) => "String".to_owned(),
            Shape::DateTime => "DateTime".to_owned(),
            Shape::Date => "Date".to_owned(),
            Shape::Blob => "Blob".to_owned(),
            Shape::Array(_) => "List".to_owned(),
            Shape::Tuple(_) => "Tuple".to_owned(),
            Shape::Map(_) => "Map".to_owned(),
            Shape::Nullable(inner) | Shape::Same(inner) if depth < 8 => self.kind(*inner, depth + 1),
            Shape::Nullable(_) | Shape::Same(_) => "Value".to_owned(),
            Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => match self.names.types.get(id) {
                Some(named) => named.name.clone(),
                None => self.base(id, 0),
            },
        }
    }
}

/// `Fields` → `Field`; where that changes nothing, the name with a suffix.
pub(super) fn one_of(many: &str, suffix: &str) -> String {
    let one = singular(many);
    if one == many { format!("{many}{suffix}") } else { one }
}

/// The tokens of a pointer that say something.
fn pointer_words(pointer: &str) -> String {
    const NOISE: &[&str] = &[
        "#",
        "components",
        "schemas",
        "properties",
        "content",
        "schema",
        "paths",
        "responses",
        "parameters",
        "requestBodies",
        "application~1json",
        "items",
        "definitions",
        "$defs",
        "allOf",
        "oneOf",
        "anyOf",
    ];
    let words: Vec<&str> = pointer.split('/').filter(|token| !NOISE.contains(token)).collect();
    words.join(" ").replace("~1", " ").replace("~0", " ")
}
