//! Where the service is, and who may call.

use crate::ir::{
    Access, Docs, Enum, EnumBase, EnumValue, Flow, FlowKind, Object, Origin, Property, Requirement, Role,
    SchemeKind, SecurityScheme, Server, Shape, Text, Type, TypeId,
};
use crate::lower::Lowerer;
use crate::lower::operation::methods;
use crate::pointer::Pointer;
use crate::report::Code;
use openapiv3::{APIKeyLocation, PathItem, SecurityRequirement, SecurityScheme as Declared, ServerVariable};
use serde_json::Value;
use std::collections::HashSet;

impl Lowerer<'_> {
    /// The base URLs of the whole API.
    pub(in crate::lower) fn lower_servers(&mut self) {
        let spec = self.spec;
        for (index, server) in spec.servers.iter().enumerate() {
            let server = self.server(server, Pointer::root().child("servers").child(index));
            self.api.servers.push(server);
        }
    }

    fn server(&mut self, server: &openapiv3::Server, at: Pointer) -> Server {
        let variables = server.variables.as_ref().filter(|variables| !variables.is_empty());
        let variables = variables.map(|variables| self.variables(variables, &at));
        Server {
            url: server.url.trim().to_owned(),
            description: server.description.clone(),
            variables: variables.filter(|_| server.url.contains('{')),
            at,
        }
    }

    fn variables(&mut self, variables: &indexmap::IndexMap<String, ServerVariable>, at: &Pointer) -> TypeId {
        let id = self.reserve(Origin::Api(Role::Server), at.clone());
        let at = at.child("variables");
        let properties = variables.iter().map(|(name, variable)| {
            let at = at.child(name);
            let origin = Origin::Part(id, Role::Property(name.clone()));
            let ty = Type { origin, docs: Docs::default(), at: at.clone(), shape: variable_shape(variable) };
            let ty = self.api.types.add(ty);
            let (text, at) = (variable.description.clone(), at.child("description"));
            let docs = Docs { text, at, ..Docs::default() };
            let default = Some(Value::String(variable.default.clone()));
            let access = Access::default();
            Property { name: name.clone(), ty, required: false, access, docs, default }
        });
        let properties = properties.collect();
        self.api.types[id].shape = Shape::Object(Object { properties, ..Object::default() });
        id
    }

    /// The base URLs of a path or operation, where they are others. A client is for one address, and its credentials,
    /// too: the caller makes another one.
    pub(super) fn own_servers(
        &mut self,
        operation: &openapiv3::Operation,
        item: &PathItem,
        at: &Pointer,
    ) -> Vec<Server> {
        let (servers, at) = match operation.servers.is_empty() {
            true => (&item.servers, at.split().map_or_else(Pointer::root, |(parent, _)| parent)),
            false => (&operation.servers, at.clone()),
        };
        // Only some of the document's are others, too: a client may well be for one of the rest.
        if servers.is_empty() || urls(servers) == urls(&self.spec.servers) {
            return Vec::new();
        }
        let at = at.child("servers");
        servers.iter().enumerate().map(|(index, server)| self.server(server, at.child(index))).collect()
    }

    /// The ways to prove who calls.
    pub(in crate::lower) fn lower_security(&mut self) {
        let Some(components) = &self.spec.components else { return };
        for (name, scheme) in &components.security_schemes {
            let Some(scheme) = self.found(scheme) else { continue };
            let at = Pointer::root().child("components").child("securitySchemes").child(name);
            let (kind, text) = scheme_kind(scheme.into_owned());
            let docs = Docs { text, at: at.child("description"), ..Docs::default() };
            if let SchemeKind::Http(scheme) = &kind {
                let message = format!("the authentication scheme `{scheme}` is not bound");
                let help = "send its header with `Credentials::api_key_header(\"Authorization\", …)`";
                self.report(Code::Unsupported, at, message, help);
            }
            self.api.security_schemes.push(SecurityScheme { name: name.clone(), kind, docs });
        }
    }

    /// Names of security schemes that are not declared, each once, where it is asked for first.
    pub(in crate::lower) fn report_requirements(&mut self) {
        let spec = self.spec;
        let components = spec.components.iter();
        let mut known: HashSet<String> =
            components.flat_map(|components| components.security_schemes.keys()).cloned().collect();
        self.report_unknown(spec.security.as_deref(), &Pointer::root(), &mut known);
        for (path, item) in &spec.paths.paths {
            let Some(item) = item.as_item() else { continue };
            for (_, operation, at) in methods(item, &Pointer::root().child("paths").child(path)) {
                self.report_unknown(operation.security.as_deref(), &at, &mut known);
            }
        }
    }

    fn report_unknown(
        &mut self,
        security: Option<&[SecurityRequirement]>,
        at: &Pointer,
        known: &mut HashSet<String>,
    ) {
        for (index, requirement) in security.into_iter().flatten().enumerate() {
            for name in requirement.keys() {
                if known.contains(name) {
                    continue;
                }
                known.insert(name.clone());
                if self.is_left_out(name) {
                    continue;
                }
                let message =
                    format!("there is no security scheme `{name}`, so `Credentials` cannot make it");
                let help = "declare it among the security schemes of the document with an overlay";
                let at = at.child("security").child(index).child(name);
                self.report(Code::DanglingReference, at, message, help);
            }
        }
    }

    /// Whether the document declares a scheme of this name, and it was told already that nothing is made of it.
    fn is_left_out(&self, name: &str) -> bool {
        let at = Pointer::root().child("components").child("securitySchemes").child(name);
        let place = self.document.place(at);
        let mut told = self.report.diagnostics().iter().map(|diagnostic| &diagnostic.place);
        told.any(|told| told.file == place.file && told.pointer.is_within(&place.pointer))
    }

    /// What an operation asks for: its own requirements, or else those of the document.
    pub(super) fn requirements(&self, operation: &openapiv3::Operation) -> Option<Vec<Requirement>> {
        let all = operation.security.as_ref().or(self.spec.security.as_ref())?;
        let all = all.iter().map(|requirement| Requirement {
            schemes: requirement.iter().map(|(name, scopes)| (name.clone(), scopes.clone())).collect(),
        });
        Some(all.collect())
    }
}

fn variable_shape(variable: &ServerVariable) -> Shape {
    if variable.enumeration.len() < 2 {
        return Shape::String(Text::default());
    }
    let mut values: Vec<EnumValue> = Vec::new();
    for value in &variable.enumeration {
        if !values.iter().any(|known| known.value == *value) {
            values.push(EnumValue { value: value.clone(), name: None, description: None });
        }
    }
    Shape::Enum(Enum { base: EnumBase::Text, values })
}

fn scheme_kind(scheme: Declared) -> (SchemeKind, Option<String>) {
    match scheme {
        Declared::APIKey { location, name, description, .. } => {
            let kind = match location {
                APIKeyLocation::Header => SchemeKind::HeaderKey(name),
                APIKeyLocation::Query => SchemeKind::QueryKey(name),
                APIKeyLocation::Cookie => SchemeKind::CookieKey(name),
            };
            (kind, description)
        }
        Declared::HTTP { scheme, description, .. } => {
            let kind = match scheme.to_ascii_lowercase().as_str() {
                "basic" => SchemeKind::Basic,
                "bearer" => SchemeKind::Bearer,
                _ => SchemeKind::Http(scheme),
            };
            (kind, description)
        }
        Declared::OAuth2 { flows, description, .. } => (SchemeKind::OAuth2(all_flows(flows)), description),
        Declared::OpenIDConnect { open_id_connect_url, description, .. } => {
            (SchemeKind::OpenIdConnect(open_id_connect_url), description)
        }
    }
}

fn all_flows(flows: openapiv3::OAuth2Flows) -> Vec<Flow> {
    type Scopes = indexmap::IndexMap<String, String>;
    let some = |url: String| Some(url).filter(|url| !url.is_empty());
    let flow = |kind, authorization_url, token_url, refresh_url, scopes: Scopes| Flow {
        kind,
        authorization_url,
        token_url,
        refresh_url,
        scopes: scopes.into_iter().collect(),
    };
    let implicit = flows
        .implicit
        .map(|it| flow(FlowKind::Implicit, some(it.authorization_url), None, it.refresh_url, it.scopes));
    let password = flows
        .password
        .map(|it| flow(FlowKind::Password, None, some(it.token_url), it.refresh_url, it.scopes));
    let client = flows
        .client_credentials
        .map(|it| flow(FlowKind::ClientCredentials, None, some(it.token_url), it.refresh_url, it.scopes));
    let code = flows.authorization_code.map(|it| {
        let urls = (some(it.authorization_url), some(it.token_url));
        flow(FlowKind::AuthorizationCode, urls.0, urls.1, it.refresh_url, it.scopes)
    });
    [implicit, password, client, code].into_iter().flatten().collect()
}

fn urls(servers: &[openapiv3::Server]) -> HashSet<&str> {
    servers.iter().map(|server| server.url.as_str()).collect()
}
