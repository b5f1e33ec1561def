//! Where types are used, for those of which the document says nothing.

use super::Context;
use super::documentation::{code, link};
use crate::ir::{Api, Shape, TypeId, TypeMap};

/// The first use of each type that has a name.
#[derive(Clone, Debug, Default)]
pub(super) struct Usage {
    first: TypeMap<Use>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    Request(usize),
    Response(usize),
    Error(usize),
    Headers(usize),
    Event(usize),
    Server(usize),
    Parameter(usize, usize),
    Part(TypeId, usize),
    Branch(TypeId),
}

impl Usage {
    /// Looks through the whole API.
    pub fn of(api: &Api) -> Self {
        let mut usage = Self::default();
        for (index, operation) in api.operations.iter().enumerate() {
            operation.sent().for_each(|ty| usage.add(api, ty, Use::Request(index)));
            for response in operation.successes() {
                response.types().for_each(|ty| usage.add(api, ty, Use::Response(index)));
            }
            for response in operation.failures() {
                response.payload.ty().into_iter().for_each(|ty| usage.add(api, ty, Use::Error(index)));
            }
            operation.headers.into_iter().for_each(|ty| usage.add(api, ty, Use::Headers(index)));
            for (position, parameter) in operation.parameters.iter().enumerate() {
                usage.add(api, parameter.ty, Use::Parameter(index, position));
            }
        }
        for (index, event) in api.events.iter().enumerate() {
            usage.add(api, event.payload, Use::Event(index));
        }
        for (index, server) in api.all_servers().enumerate() {
            server.variables.into_iter().for_each(|ty| usage.add(api, ty, Use::Server(index)));
        }
        for (id, ty) in api.types.iter() {
            match &ty.shape {
                Shape::Object(object) => {
                    for (index, property) in object.properties.iter().enumerate() {
                        usage.add(api, property.ty, Use::Part(id, index));
                    }
                }
                Shape::Union(union) => {
                    union.branches.iter().for_each(|branch| usage.add(api, branch.ty, Use::Branch(id)));
                }
                _ => {}
            }
        }
        usage
    }

    /// Records a use of the type with a name that stands at or within an unnamed one.
    fn add(&mut self, api: &Api, id: TypeId, at: Use) {
        let shape = &api.types[id].shape;
        if shape.is_nominal() {
            self.first.entry(id).get_or_insert(at);
            return;
        }
        // `lower` leaves no endless chain of unnamed types.
        shape.parts().into_iter().for_each(|part| self.add(api, part, at));
    }

    /// A sentence that says what a type is there for.
    pub fn sentence(&self, cx: &Context<'_>, id: TypeId) -> String {
        let operation = |index: usize| {
            let name = cx.names.operations().get(index).map_or("", |names| names.name.as_str());
            format!("[`{name}`](crate::operations::{name})")
        };
        match self.first.get(id) {
            Some(Use::Request(index)) => format!("What {} sends.", operation(*index)),
            Some(Use::Response(index)) => format!("What {} answers.", operation(*index)),
            Some(Use::Error(index)) => format!("What {} answers when it fails.", operation(*index)),
            Some(Use::Headers(index)) => format!("The headers of what {} answers.", operation(*index)),
            Some(Use::Event(index)) => {
                let name = cx.api.events.get(*index).map_or("", |event| event.name.as_str());
                format!("What the service sends by itself: {}.", code(name))
            }
            Some(Use::Server(index)) => {
                let url = cx.api.all_servers().nth(*index).map_or("", |server| server.url.as_str());
                format!("The variables of the address {}.", code(url))
            }
            Some(Use::Parameter(index, position)) => {
                let names = cx.names.operations().get(*index);
                let field =
                    names.and_then(|names| names.parameters.get(*position)).map_or("", String::as_str);
                format!("What `{field}` of {} holds.", operation(*index))
            }
            Some(Use::Part(owner, index)) => {
                let field = cx.names.of(*owner).and_then(|names| names.parts.get(*index));
                let field = field.map_or_else(String::new, |field| format!("`{field}` of "));
                format!("What {field}{} holds.", link(cx, *owner))
            }
            Some(Use::Branch(owner)) => {
                format!("One form of {}.", link(cx, *owner))
            }
            None => "A schema of the document that no operation uses.".to_owned(),
        }
    }
}
