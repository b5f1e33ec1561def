//! How the types are decoded, encoded and checked.

use super::*;
use crate::runtime;

impl runtime::Model for ChannelFrameworkPushResultsResponse {
    #[inline]
    fn blank() -> Self {
        Self {
            results: runtime::Slot::blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static runtime::Shape {
        &runtime::Shape {
            name: "ChannelFrameworkPushResultsResponse",
            keys: &["results"],
            presence: b"r",
            rules: &[],
        }
    }

    runtime::fields!(results);
}

runtime::value!(ChannelFrameworkPushResultsResponse);

impl runtime::Model for ReportChannelbackErrorRequest {
    #[inline]
    fn blank() -> Self {
        Self {
            instance_push_id: runtime::Slot::blank(),
            external_id: runtime::Slot::blank(),
            description: None,
            request_id: None,
        }
    }

    #[inline]
    fn shape(&self) -> &'static runtime::Shape {
        &runtime::Shape {
            name: "ReportChannelbackErrorRequest",
            keys: &["instance_push_id", "external_id", "description", "request_id"],
            presence: b"rroo",
            rules: &[],
        }
    }

    runtime::fields!(instance_push_id, external_id(1), description(2), request_id(3));
}

runtime::value!(ReportChannelbackErrorRequest);

impl runtime::Model for ChannelFrameworkResultObject {
    #[inline]
    fn blank() -> Self {
        Self {
            external_resource_id: runtime::Slot::blank(),
            status: runtime::Slot::blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static runtime::Shape {
        &runtime::Shape {
            name: "ChannelFrameworkResultObject",
            keys: &["external_resource_id", "status"],
            presence: b"rr",
            rules: &[],
        }
    }

    runtime::fields!(external_resource_id, status(1));
}

runtime::value!(ChannelFrameworkResultObject);

impl runtime::Model for Status {
    #[inline]
    fn blank() -> Self {
        Self {
            code: runtime::Slot::blank(),
            description: None,
        }
    }

    #[inline]
    fn shape(&self) -> &'static runtime::Shape {
        &runtime::Shape {
            name: "Status",
            keys: &["code", "description"],
            presence: b"ro",
            rules: &[],
        }
    }

    runtime::fields!(code, description(1));
}

runtime::value!(Status);

runtime::open_enum!(
    StatusCode, Other, AlreadyImported("already_imported"),
    CouldNotLocateParentExternalResource("could_not_locate_parent_external_resource"),
    Halted("halted"), ProcessingError("processing_error"), Success("success")
);

impl runtime::Model for PushContentToSupportRequest {
    #[inline]
    fn blank() -> Self {
        Self {
            instance_push_id: runtime::Slot::blank(),
            request_id: None,
            external_resources: runtime::Slot::blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static runtime::Shape {
        &runtime::Shape {
            name: "PushContentToSupportRequest",
            keys: &["instance_push_id", "request_id", "external_resources"],
            presence: b"ror",
            rules: &[],
        }
    }

    runtime::fields!(instance_push_id, request_id(1), external_resources(2));
}

runtime::value!(PushContentToSupportRequest);

impl runtime::Model for ExternalResource {
    #[inline]
    fn blank() -> Self {
        Self {
            external_id: runtime::Slot::blank(),
            internal_note: None,
            message: runtime::Slot::blank(),
            html_message: None,
            parent_id: None,
            thread_id: None,
            created_at: runtime::Slot::blank(),
            author: runtime::Slot::blank(),
            display_info: None,
            allow_channelback: None,
            fields: None,
            file_urls: None,
        }
    }

    #[inline]
    fn shape(&self) -> &'static runtime::Shape {
        &runtime::Shape {
            name: "ExternalResource",
            keys: &[
                "external_id",
                "internal_note",
                "message",
                "html_message",
                "parent_id",
                "thread_id",
                "created_at",
                "author",
                "display_info",
                "allow_channelback",
                "fields",
                "file_urls",
            ],
            presence: b"rorooorroooo",
            rules: &[
                &[runtime::Rule::NotBoth(4, 5)],
                &[
                    runtime::Rule::MaxLength(255),
                    runtime::Rule::Chars(&[('\0', '\u{7f}')]),
                ],
                &[],
                &[runtime::Rule::MaxLength(65535)],
                &[runtime::Rule::MaxLength(65535)],
                &[runtime::Rule::MaxLength(511)],
                &[runtime::Rule::MaxLength(255)],
                &[],
                &[],
                &[],
                &[],
                &[],
                &[runtime::Rule::MaxItems(10)],
            ],
        }
    }

    runtime::fields!(
        external_id, internal_note(1), message(2), html_message(3), parent_id(4),
        thread_id(5), created_at(6), author(7), display_info(8), allow_channelback(9),
        fields(10), file_urls(11)
    );
}

runtime::value!(ExternalResource);

impl runtime::Model for Author {
    #[inline]
    fn blank() -> Self {
        Self {
            external_id: runtime::Slot::blank(),
            name: None,
            image_url: None,
            locale: None,
            fields: None,
        }
    }

    #[inline]
    fn shape(&self) -> &'static runtime::Shape {
        &runtime::Shape {
            name: "Author",
            keys: &["external_id", "name", "image_url", "locale", "fields"],
            presence: b"roooo",
            rules: &[
                &[],
                &[runtime::Rule::MaxLength(255)],
                &[runtime::Rule::MaxLength(255)],
                &[runtime::Rule::MaxLength(255)],
                &[runtime::Rule::MaxLength(255)],
                &[],
            ],
        }
    }

    runtime::fields!(external_id, name(1), image_url(2), locale(3), fields(4));
}

runtime::value!(Author);

impl runtime::Model for DisplayInfo {
    #[inline]
    fn blank() -> Self {
        Self {
            type_: runtime::Slot::blank(),
            data: runtime::Slot::blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static runtime::Shape {
        &runtime::Shape {
            name: "DisplayInfo",
            keys: &["type", "data"],
            presence: b"rr",
            rules: &[&[], &[runtime::Rule::MaxLength(255)], &[]],
        }
    }

    runtime::fields!(type_, data(1));
}

runtime::value!(DisplayInfo);

impl runtime::Model for Field {
    #[inline]
    fn blank() -> Self {
        Self {
            id: runtime::Slot::blank(),
            value: runtime::Slot::blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static runtime::Shape {
        &runtime::Shape {
            name: "Field",
            keys: &["id", "value"],
            presence: b"rr",
            rules: &[],
        }
    }

    runtime::fields!(id, value(1));
}

runtime::value!(Field);

impl runtime::Model for ValidateTokenRequest {
    #[inline]
    fn blank() -> Self {
        Self {
            instance_push_id: runtime::Slot::blank(),
            request_id: None,
        }
    }

    #[inline]
    fn shape(&self) -> &'static runtime::Shape {
        &runtime::Shape {
            name: "ValidateTokenRequest",
            keys: &["instance_push_id", "request_id"],
            presence: b"ro",
            rules: &[],
        }
    }

    runtime::fields!(instance_push_id, request_id(1));
}

runtime::value!(ValidateTokenRequest);

impl runtime::Model for AuthorField {
    #[inline]
    fn blank() -> Self {
        Self {
            id: runtime::Slot::blank(),
            value: runtime::Slot::blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static runtime::Shape {
        &runtime::Shape {
            name: "AuthorField",
            keys: &["id", "value"],
            presence: b"rr",
            rules: &[],
        }
    }

    runtime::fields!(id, value(1));
}

runtime::value!(AuthorField);

impl runtime::Union for FieldId {
    #[inline]
    fn shape(&self) -> &'static runtime::UnionShape {
        const SHAPE: &runtime::UnionShape = &runtime::UnionShape {
            name: "FieldId",
            branches: &[
                runtime::Branch::new("Integer", runtime::Kinds::INTEGER),
                runtime::Branch::new("String", runtime::Kinds::STRING),
            ],
            tag: None,
        };
        SHAPE
    }

    #[inline]
    fn active(&self) -> (usize, &dyn runtime::Slot) {
        match self {
            Self::Integer(value) => (0, value),
            Self::String(value) => (1, value),
        }
    }

    #[inline]
    fn active_mut(&mut self) -> &mut dyn runtime::Slot {
        match self {
            Self::Integer(value) => value,
            Self::String(value) => value,
        }
    }

    #[inline]
    fn switch(&mut self, branch: usize) {
        *self = match branch {
            0 => Self::Integer(runtime::Slot::blank()),
            _ => Self::String(runtime::Slot::blank()),
        };
    }

    #[inline]
    fn blank() -> Self {
        Self::Integer(runtime::Slot::blank())
    }
}

runtime::union!(FieldId);

impl From<i64> for FieldId {
    #[inline]
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<String> for FieldId {
    #[inline]
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl From<&str> for FieldId {
    #[inline]
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}
