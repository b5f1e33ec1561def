//! Objects, put together of one schema or of several that all hold.

use super::Lowerer;
use super::part::{Part, Place};
use super::said::said_of;
use crate::ir::{
    Access, Branch, Chosen, Docs, Map, Object, Origin, Property, Role, Shape, TypeId, Union, Why,
};
use crate::pointer::Pointer;
use crate::report::Code;
use foldhash::HashSet;
use foldhash::fast::RandomState;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind};
use serde_json::Value;

/// What some schemas say of one property: the schemas, and the types that they belong to.
type Said<'v> = Vec<(Place<'v>, TypeId)>;

impl<'a> Lowerer<'a> {
    /// An object that has everything its parts say.
    pub(super) fn object_of<'v>(&mut self, id: TypeId, parts: &[Part<'v>]) -> Shape
    where
        'a: 'v,
    {
        let mut object = Object::default();
        for part in parts {
            object.exclusive.extend(part.view.not.into_iter().flat_map(super::schema::exclusive_pairs));
        }
        match parts {
            [part] => {
                let said = self.said_in(id, part);
                object.properties.extend(said.map(|(name, said)| self.property(id, name, &[said])));
            }
            _ => {
                let mut properties: indexmap::IndexMap<&str, Said<'v>, RandomState> = Default::default();
                for (name, said) in parts.iter().flat_map(|part| self.said_in(id, part)) {
                    properties.entry(name).or_default().push(said);
                }
                let properties = properties.into_iter();
                object.properties.extend(properties.map(|(name, said)| self.property(id, name, &said)));
            }
        }
        let has_properties =
            !object.properties.is_empty() || parts.iter().any(|part| !part.view.required.is_empty());
        let additional = self.additional_of(id, parts, has_properties);
        self.add_required(id, parts, &mut object, additional);
        let is_closed =
            parts.iter().any(|part| part.view.additional == Some(&AdditionalProperties::Any(false)));
        if object.properties.is_empty() && (additional.is_some() || !is_closed) {
            return self.map(id, additional, parts, object.exclusive);
        }
        object.additional = additional;
        add_needed(parts, &mut object);
        (object.min_properties, object.max_properties) = property_counts(parts);
        if is_closed {
            self.apart.closed.insert(id);
        } else if additional.is_none() && counts_others(&object) {
            let at = self.api.types[id].at.clone();
            object.additional = Some(self.any(Origin::Part(id, Role::Value), at, Why::OpenObject));
        }
        Shape::Object(object)
    }

    /// What a part of an object says of its properties.
    fn said_in<'p, 'v>(
        &self,
        id: TypeId,
        part: &'p Part<'v>,
    ) -> impl Iterator<Item = (&'v str, (Place<'v>, TypeId))> + use<'a, 'p, 'v> {
        let (owner, at) = (self.owner(&part.at).unwrap_or(id), part.at.child("properties"));
        let properties = part.view.properties.into_iter().flatten();
        properties.map(move |(name, schema)| (name.as_str(), (Place::new(schema, at.child(name)), owner)))
    }

    fn property<'v>(&mut self, id: TypeId, name: &str, said: &[(Place<'v>, TypeId)]) -> Property
    where
        'a: 'v,
    {
        let role = Role::Property(name.to_owned());
        let ty = match said {
            [(only, owner)] => self.typed(only, Origin::Part(*owner, role)),
            _ => {
                let places: Vec<Place<'v>> = said.iter().map(|(place, _)| place.clone()).collect();
                let at = places.last().map(|place| place.at.clone()).unwrap_or_default();
                self.joined(&places, Origin::Part(id, role), at)
            }
        };
        let (mut docs, mut default) = (Docs::default(), None);
        for (place, _) in said {
            if let super::part::Member::Item(item) = place.member {
                let own = said_of(name, item, &place.at);
                docs = if own.text.is_some() || docs.text.is_none() { own } else { docs };
                default = item.schema_data.default.clone().or(default);
            }
        }
        let access = said.iter().map(|(place, _)| self.access(place)).find(|access| *access != Access::Both);
        let access = access.unwrap_or_default();
        Property { name: name.to_owned(), ty, required: false, access, docs, default }
    }

    /// Which messages have a property, as its schema or the one that this refers to says, or a part of either.
    fn access<'v>(&self, place: &Place<'v>) -> Access
    where
        'a: 'v,
    {
        let Some((schema, _)) = self.follow(place) else { return Access::Both };
        let own = (schema.schema_data.read_only, schema.schema_data.write_only);
        // Most have no parts, which are dear to gather.
        let has_parts = match &schema.schema_kind {
            SchemaKind::AllOf { .. } => true,
            SchemaKind::Any(any) => !any.all_of.is_empty(),
            _ => false,
        };
        let parts = if has_parts { self.parts_of(place) } else { Vec::new() };
        let all = parts.iter().fold(own, |(read_only, write_only), part| {
            (read_only || part.view.data.read_only, write_only || part.view.data.write_only)
        });
        match all {
            (true, false) => Access::ReadOnly,
            (false, true) => Access::WriteOnly,
            // Both at once would be a property that nothing has.
            _ => Access::Both,
        }
    }

    /// Marks the required properties. One that no part describes is as all keys are that no property describes, or can be
    /// anything. Where others are described, it was most often left over or is misspelt, so that no value is refused for
    /// want of it.
    fn add_required(
        &mut self,
        id: TypeId,
        parts: &[Part<'_>],
        object: &mut Object,
        additional: Option<TypeId>,
    ) {
        let is_open = parts
            .iter()
            .any(|part| !matches!(part.view.additional, None | Some(AdditionalProperties::Any(false))));
        let is_described = !object.properties.is_empty() && !is_open;
        let required: HashSet<&str> =
            parts.iter().flat_map(|part| part.view.required).map(String::as_str).collect();
        for property in &mut object.properties {
            property.required = required.contains(property.name.as_str());
        }
        for part in parts {
            for (index, name) in part.view.required.iter().enumerate() {
                if object.properties.iter().any(|property| property.name == *name) {
                    continue;
                }
                let at = part.at.child("required").child(index);
                if is_described {
                    let message = format!("`{name}` is required, and no property describes it");
                    let help = "it is bound as an optional value of any kind; describe it under `properties`, or correct \
                                the name, with an overlay";
                    self.note(Code::Malformed, at.clone(), message, help);
                }
                let ty = additional.unwrap_or_else(|| {
                    self.any(Origin::Part(id, Role::Property(name.clone())), at, Why::Undescribed)
                });
                object.properties.push(Property {
                    name: name.clone(),
                    ty,
                    required: !is_described,
                    access: Access::Both,
                    docs: Docs::default(),
                    default: None,
                });
            }
        }
    }

    /// The type of the values of keys that are no property, where a part gives them one.
    fn additional_of<'v>(&mut self, id: TypeId, parts: &[Part<'v>], has_properties: bool) -> Option<TypeId>
    where
        'a: 'v,
    {
        let origin = Origin::Part(id, Role::Value);
        let mut places = Vec::new();
        let mut stated = None;
        for part in parts {
            let Some(additional) = part.view.additional else { continue };
            stated = Some((additional, part.at.child("additionalProperties")));
            if let (AdditionalProperties::Schema(schema), Some((_, at))) = (additional, &stated) {
                places.push(Place::new(schema.as_ref(), at.clone()));
            }
        }
        let by_pattern = self.by_pattern(id, parts);
        match stated {
            _ if !places.is_empty() && by_pattern.is_empty() => {
                let at = places.iter().map(|place| place.at.clone()).next().unwrap_or_default();
                Some(self.joined(&places, origin, at))
            }
            Some((AdditionalProperties::Any(false), _)) if by_pattern.is_empty() => None,
            Some((AdditionalProperties::Any(true), at)) => Some(self.any(origin, at, Why::FreeForm)),
            // Keys of other patterns beside those of properties may hold anything, and are kept.
            None if !by_pattern.is_empty() && has_properties => {
                Some(self.any(origin, self.api.types[id].at.clone(), Why::FreeForm))
            }
            None if by_pattern.is_empty() => None,
            _ => {
                let mut values = by_pattern;
                for place in &places {
                    values.push(self.typed(place, origin.clone()));
                }
                let at = self.api.types[id].at.child("x-bindery-pattern-properties");
                Some(self.one_of_types(values, origin, at))
            }
        }
    }

    /// The types of the values of keys that match a pattern.
    fn by_pattern(&mut self, id: TypeId, parts: &[Part<'_>]) -> Vec<TypeId> {
        let mut types = Vec::new();
        for part in parts {
            let at = part.at.child("x-bindery-pattern-properties");
            for (pattern, schema) in part.view.pattern_properties().into_iter().flatten() {
                types.extend(self.extension(schema, Origin::Part(id, Role::Value), at.child(pattern)));
            }
        }
        types
    }

    fn map(
        &mut self,
        id: TypeId,
        values: Option<TypeId>,
        parts: &[Part<'_>],
        exclusive: Vec<(String, String)>,
    ) -> Shape {
        let at = self.api.types[id].at.child("additionalProperties");
        let values = values.unwrap_or_else(|| self.any(Origin::Part(id, Role::Value), at, Why::OpenObject));
        let (min_properties, max_properties) = property_counts(parts);
        Shape::Map(Map { values, min_properties, max_properties, exclusive })
    }

    /// A type that is one of several; the same one where there is only one.
    pub(super) fn one_of_types(&mut self, types: Vec<TypeId>, origin: Origin, at: Pointer) -> TypeId {
        if let [only] = types.as_slice() {
            return *only;
        }
        let id = self.reserve(origin, at);
        let branches = types
            .into_iter()
            .map(|ty| Branch { ty, tags: Vec::new(), key: None, docs: Docs::default() })
            .collect();
        self.api.types[id].shape = Shape::Union(Union { branches, chosen: Chosen::ByTrial });
        id
    }

    /// The type of a schema that stands in an extension, where it is one.
    pub(super) fn extension(&mut self, schema: &Value, origin: Origin, at: Pointer) -> Option<TypeId> {
        let schema = serde_json::from_value::<ReferenceOr<Schema>>(schema.clone()).ok()?;
        Some(self.typed(&Place::new(&schema, at), origin))
    }

    /// The component whose own part, or a part of whose `allOf`, stands at a place.
    fn owner(&self, at: &Pointer) -> Option<TypeId> {
        let mut tokens = at.tokens();
        let is_schema = tokens.next()? == "components" && tokens.next()? == "schemas";
        let key = tokens.next().filter(|_| is_schema)?;
        let is_own = tokens.all(|token| token == "allOf" || token.bytes().all(|byte| byte.is_ascii_digit()));
        self.components.get(key.as_str()).copied().filter(|_| is_own)
    }
}

/// Adds the lists of properties of each of which at least one is there, in every message. The only one of a list is
/// required.
fn add_needed(parts: &[Part<'_>], object: &mut Object) {
    for list in parts.iter().flat_map(|part| &part.view.needed) {
        let named: Vec<&Property> =
            object.properties.iter().filter(|property| list.contains(&property.name)).collect();
        let is_sent = named.iter().all(|property| property.access == Access::Both && !property.required);
        if named.len() < list.len() || !is_sent || object.needed.contains(list) {
            continue;
        }
        match list.as_slice() {
            [only] => {
                let mut named = object.properties.iter_mut().filter(|property| property.name == *only);
                named.by_ref().for_each(|property| property.required = true);
            }
            _ => object.needed.push(list.clone()),
        }
    }
}

/// Whether a value may need properties that the document does not name, to have as many as it must (JSON Schema
/// validation, section 6.5.2): then they are kept, for without them there would be too few.
fn counts_others(object: &Object) -> bool {
    let required = object.properties.iter().filter(|property| property.required).count();
    object.min_properties.is_some_and(|least| least > required)
}

/// How many properties all parts want at least and at most.
fn property_counts(parts: &[Part<'_>]) -> (Option<usize>, Option<usize>) {
    let least = parts.iter().filter_map(|part| part.view.min_properties).max();
    let most = parts.iter().filter_map(|part| part.view.max_properties).min();
    (least, most)
}
