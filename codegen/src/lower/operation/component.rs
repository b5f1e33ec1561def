//! What operations refer to: components are found as they were read, and nothing is read twice.

use crate::lower::Lowerer;
use crate::references;
use indexmap::IndexMap;
use openapiv3::{Components, Header, Link, Parameter, PathItem, ReferenceOr};
use openapiv3::{RequestBody, Response, SecurityScheme};
use serde::de::DeserializeOwned;
use std::borrow::Cow;

/// A thing that a reference may stand for.
pub(super) trait Component: Clone + DeserializeOwned {
    /// Where such things are shared, and those that are.
    fn shared(components: &Components) -> Option<(&'static str, &IndexMap<String, ReferenceOr<Self>>)>;
}

/// Components of a kind, by the key of their place.
macro_rules! component {
    ($kind:ty, $key:literal, $field:ident) => {
        impl Component for $kind {
            fn shared(
                components: &Components,
            ) -> Option<(&'static str, &IndexMap<String, ReferenceOr<Self>>)> {
                Some((concat!("#/components/", $key, "/"), &components.$field))
            }
        }
    };
}

component!(Header, "headers", headers);
component!(Link, "links", links);
component!(Parameter, "parameters", parameters);
component!(RequestBody, "requestBodies", request_bodies);
component!(Response, "responses", responses);
component!(SecurityScheme, "securitySchemes", security_schemes);

impl Component for PathItem {
    /// OpenAPI 3.0 has no place for them.
    fn shared(_: &Components) -> Option<(&'static str, &IndexMap<String, ReferenceOr<Self>>)> {
        None
    }
}

impl<'a> Lowerer<'a> {
    /// The value itself, or what its reference leads to.
    pub(super) fn found<'v, T: Component>(&self, item: &'v ReferenceOr<T>) -> Option<Cow<'v, T>>
    where
        'a: 'v,
    {
        match item {
            ReferenceOr::Item(item) => Some(Cow::Borrowed(item)),
            ReferenceOr::Reference { reference } => match self.component(reference) {
                Some(component) => Some(Cow::Borrowed(component)),
                None => {
                    let value = references::resolve(&self.document.value, reference)?;
                    serde_json::from_value(value.clone()).ok().map(Cow::Owned)
                }
            },
        }
    }

    /// The component that a reference names, unless the name is escaped: then its value is read.
    fn component<T: Component>(&self, reference: &str) -> Option<&'a T> {
        let (place, components) = T::shared(self.spec.components.as_ref()?)?;
        let name = reference.strip_prefix(place).filter(|name| !name.contains(['/', '~', '%']))?;
        match components.get(name)? {
            ReferenceOr::Item(component) => Some(component),
            ReferenceOr::Reference { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Input, generate};

    #[test]
    fn a_reference_leads_to_the_component_of_its_name_whatever_is_in_it() {
        let document = r#"
openapi: 3.0.3
info: {title: Names, version: '1'}
paths:
  /a:
    get:
      parameters:
        - $ref: '#/components/parameters/plain'
        - $ref: '#/components/parameters/a~1b'
        - $ref: '#/components/parameters/c~01d'
        - $ref: '#/components/parameters/e%20f'
      responses: {'204': {description: Done}}
components:
  parameters:
    plain: {name: plain, in: query, schema: {type: string}}
    a~1b: {name: wrong, in: query, schema: {type: string}}
    a/b: {name: slash, in: query, schema: {type: string}}
    c~1d: {name: tilde, in: query, schema: {type: string}}
    e f: {name: blank, in: query, schema: {type: string}}
"#;
        let api = generate(&Input::text("names.yml", document)).api.expect("a model");
        let names: Vec<_> = api.operations[0].parameters.iter().map(|found| found.name.as_str()).collect();
        assert_eq!(names, ["plain", "slash", "tilde", "blank"]);
    }
}
