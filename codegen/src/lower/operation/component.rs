//! What operations refer to: components are found as they were read, and nothing is read twice.

use crate::lower::Lowerer;
use crate::pointer::{self, Pointer};
use crate::references;
use crate::report::Code;
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
    /// The value itself, or what its reference leads to in the end.
    pub(super) fn found<'v, T: Component>(&self, item: &'v ReferenceOr<T>) -> Option<Cow<'v, T>>
    where
        'a: 'v,
    {
        match item {
            ReferenceOr::Item(item) => Some(Cow::Borrowed(item)),
            ReferenceOr::Reference { reference } => {
                self.component(reference).map(Cow::Borrowed).or_else(|| self.at_end(reference))
            }
        }
    }

    /// The same of a value at a place, with the place where it stands. What cannot be read is told.
    pub(super) fn found_at<'v, T: Component>(
        &mut self,
        item: &'v ReferenceOr<T>,
        at: Pointer,
    ) -> Option<(Cow<'v, T>, Pointer)>
    where
        'a: 'v,
    {
        let ReferenceOr::Reference { reference } = item else { return Some((self.found(item)?, at)) };
        let Some(found) = self.found(item) else {
            let message = format!("what `{reference}` leads to cannot be read here");
            self.report(Code::Malformed, at, message, "it is left out; correct it with an overlay");
            return None;
        };
        let end = Pointer::parse(reference).map_or(at, |start| self.end(start));
        Some((found, end))
    }

    /// What stands where a reference leads to over others.
    fn at_end<'v, T: Component>(&self, reference: &str) -> Option<Cow<'v, T>>
    where
        'a: 'v,
    {
        let end = references::end_of_chain(&self.document.value, Pointer::parse(reference)?.as_str())?;
        let end = Pointer::parse(&end)?;
        if let Some(component) = self.component(&end.to_reference()) {
            return Some(Cow::Borrowed(component));
        }
        let value = pointer::find(&self.document.value, end.as_str())?;
        serde_json::from_value(value.clone()).ok().map(Cow::Owned)
    }

    /// The component that a reference names, unless it is a reference itself or the name is escaped: then its value is read.
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
    use crate::report::Code;
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

    #[test]
    fn a_reference_leads_over_others_to_the_thing_in_the_end() {
        let document = r#"
openapi: 3.0.3
info: {title: Jars, version: '1'}
paths:
  /jars:
    post:
      parameters: [{$ref: '#/components/parameters/First'}]
      requestBody: {$ref: '#/components/requestBodies/First'}
      responses:
        '200': {$ref: '#/components/responses/First'}
components:
  parameters:
    First: {$ref: '#/components/parameters/Last'}
    Last: {name: shelf, in: query, schema: {type: integer}}
  requestBodies:
    First: {$ref: '#/components/requestBodies/Last'}
    Last: {content: {application/json: {schema: {type: object, properties: {lid: {type: string}}}}}}
  responses:
    First: {$ref: '#/components/responses/Last'}
    Last: {description: A jar, headers: {X-Jar: {$ref: '#/components/headers/First'}}}
  headers:
    First: {$ref: '#/components/headers/Last'}
    Last: {schema: {type: integer}}
"#;
        let output = generate(&Input::text("jars.yml", document));
        assert_eq!(output.report.summary(), "");
        let operation = &output.api.expect("a model").operations[0];
        assert_eq!(operation.parameters[0].name, "shelf");
        assert!(operation.body.is_some() && operation.headers.is_some());
        assert_eq!(operation.responses[0].docs.at.as_str(), "/components/responses/Last/description");
    }

    #[test]
    fn a_reference_may_lead_below_an_extension() {
        let document = r##"{
            "openapi": "3.1.0", "info": {"title": "Jars", "version": "1"},
            "paths": {"/jars": {"get": {
                "parameters": [{"$ref": "#/x-bundled/p/shelf"}],
                "responses": {"200": {"$ref": "#/x-bundled/r"}}
            }}},
            "x-bundled": {
                "p": {"shelf": {"name": "shelf", "in": "query", "schema": {"type": ["integer", "null"]}}},
                "r": {"description": "A jar", "content": {"application/json": {"schema": {"$ref": "#/jars/Jar"}}}}
            },
            "jars": {"Jar": {"type": "object", "properties": {
                "lid": {"type": ["string", "null"]}, "lost": {"$ref": "#/x-bundled/nothing"}
            }}}
        }"##;
        let output = generate(&Input::text("jars.json", document));
        let api = output.api.expect("a model");
        assert_eq!(api.operations[0].parameters[0].name, "shelf");
        let models = &output.files.expect("a crate")["src/models.rs"];
        assert!(models.contains("pub lid: Option<Option<String>>"), "{models}");
        let told = output.report.diagnostics().iter();
        let told: Vec<_> = told.map(|told| (told.code, told.place.pointer.as_str())).collect();
        assert_eq!(told, [(Code::DanglingReference, "/jars/Jar/properties/lost")]);
    }

    #[test]
    fn what_a_service_sends_may_be_described_elsewhere() {
        let document = r#"
openapi: 3.1.0
info: {title: Ferries, version: '1'}
paths:
  /ferries:
    post:
      operationId: addFerry
      responses: {'204': {description: Added}}
      callbacks:
        sailed: {'{$request.query.to}': {$ref: '#/components/pathItems/Sailed'}}
        lost: {'{$request.query.to}': {$ref: '#/components/pathItems/Nothing'}}
        gone: {$ref: '#/components/callbacks/Nothing'}
        landed: {$ref: '#/components/callbacks/Landed'}
webhooks:
  moored: {$ref: '#/components/pathItems/First'}
components:
  callbacks:
    Landed: {'{$request.query.to}': {$ref: '#/components/pathItems/Sailed'}}
  pathItems:
    First: {$ref: '#/components/pathItems/Sailed'}
    Sailed:
      post:
        requestBody: {content: {application/json: {schema: {type: object, properties: {at: {type: string}}}}}}
        responses: {'200': {description: Seen}}
"#;
        let output = generate(&Input::text("ferries.yml", document));
        let api = output.api.expect("a model");
        let names: Vec<_> = api.events.iter().map(|event| event.name.as_str()).collect();
        assert_eq!(names, ["sailed", "landed", "moored"]);
        let told = output.report.diagnostics().iter();
        let told: Vec<_> = told.map(|told| (told.code, told.place.pointer.as_str())).collect();
        let at = "/paths/~1ferries/post/callbacks";
        let lost = format!("{at}/lost/{{$request.query.to}}");
        assert_eq!(
            told,
            [(Code::DanglingReference, lost.as_str()), (Code::DanglingReference, &format!("{at}/gone"))]
        );
    }
}
