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

    #[inline]
    fn view(&self, _: usize) -> runtime::View<'_> {
        runtime::Slot::view(&self.results)
    }

    #[inline]
    fn target(&mut self, _: usize) -> runtime::Target<'_> {
        runtime::Slot::target(&mut self.results)
    }
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

    #[inline]
    fn view(&self, index: usize) -> runtime::View<'_> {
        match index {
            0 => runtime::Slot::view(&self.instance_push_id),
            1 => runtime::Slot::view(&self.external_id),
            2 => runtime::Slot::view(&self.description),
            _ => runtime::Slot::view(&self.request_id),
        }
    }

    #[inline]
    fn target(&mut self, index: usize) -> runtime::Target<'_> {
        match index {
            0 => runtime::Slot::target(&mut self.instance_push_id),
            1 => runtime::Slot::target(&mut self.external_id),
            2 => runtime::Slot::target(&mut self.description),
            _ => runtime::Slot::target(&mut self.request_id),
        }
    }
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

    #[inline]
    fn view(&self, index: usize) -> runtime::View<'_> {
        match index {
            0 => runtime::Slot::view(&self.external_resource_id),
            _ => runtime::Slot::view(&self.status),
        }
    }

    #[inline]
    fn target(&mut self, index: usize) -> runtime::Target<'_> {
        match index {
            0 => runtime::Slot::target(&mut self.external_resource_id),
            _ => runtime::Slot::target(&mut self.status),
        }
    }
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

    #[inline]
    fn view(&self, index: usize) -> runtime::View<'_> {
        match index {
            0 => runtime::Slot::view(&self.code),
            _ => runtime::Slot::view(&self.description),
        }
    }

    #[inline]
    fn target(&mut self, index: usize) -> runtime::Target<'_> {
        match index {
            0 => runtime::Slot::target(&mut self.code),
            _ => runtime::Slot::target(&mut self.description),
        }
    }
}

runtime::value!(Status);

impl runtime::OpenEnum for StatusCode {
    const VALUES: &'static [(&'static str, Self)] = &[
        ("already_imported", Self::AlreadyImported),
        (
            "could_not_locate_parent_external_resource",
            Self::CouldNotLocateParentExternalResource,
        ),
        ("halted", Self::Halted),
        ("processing_error", Self::ProcessingError),
        ("success", Self::Success),
    ];

    #[inline]
    fn value(&self) -> &str {
        match self {
            Self::Success => "success",
            Self::AlreadyImported => "already_imported",
            Self::CouldNotLocateParentExternalResource => {
                "could_not_locate_parent_external_resource"
            }
            Self::ProcessingError => "processing_error",
            Self::Halted => "halted",
            Self::Other(value) => value,
        }
    }

    #[inline]
    fn other(value: String) -> Self {
        Self::Other(value)
    }
}

runtime::open_enum!(StatusCode);

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

    #[inline]
    fn view(&self, index: usize) -> runtime::View<'_> {
        match index {
            0 => runtime::Slot::view(&self.instance_push_id),
            1 => runtime::Slot::view(&self.request_id),
            _ => runtime::Slot::view(&self.external_resources),
        }
    }

    #[inline]
    fn target(&mut self, index: usize) -> runtime::Target<'_> {
        match index {
            0 => runtime::Slot::target(&mut self.instance_push_id),
            1 => runtime::Slot::target(&mut self.request_id),
            _ => runtime::Slot::target(&mut self.external_resources),
        }
    }
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

    #[inline]
    fn view(&self, index: usize) -> runtime::View<'_> {
        match index {
            0 => runtime::Slot::view(&self.external_id),
            1 => runtime::Slot::view(&self.internal_note),
            2 => runtime::Slot::view(&self.message),
            3 => runtime::Slot::view(&self.html_message),
            4 => runtime::Slot::view(&self.parent_id),
            5 => runtime::Slot::view(&self.thread_id),
            6 => runtime::Slot::view(&self.created_at),
            7 => runtime::Slot::view(&self.author),
            8 => runtime::Slot::view(&self.display_info),
            9 => runtime::Slot::view(&self.allow_channelback),
            10 => runtime::Slot::view(&self.fields),
            _ => runtime::Slot::view(&self.file_urls),
        }
    }

    #[inline]
    fn target(&mut self, index: usize) -> runtime::Target<'_> {
        match index {
            0 => runtime::Slot::target(&mut self.external_id),
            1 => runtime::Slot::target(&mut self.internal_note),
            2 => runtime::Slot::target(&mut self.message),
            3 => runtime::Slot::target(&mut self.html_message),
            4 => runtime::Slot::target(&mut self.parent_id),
            5 => runtime::Slot::target(&mut self.thread_id),
            6 => runtime::Slot::target(&mut self.created_at),
            7 => runtime::Slot::target(&mut self.author),
            8 => runtime::Slot::target(&mut self.display_info),
            9 => runtime::Slot::target(&mut self.allow_channelback),
            10 => runtime::Slot::target(&mut self.fields),
            _ => runtime::Slot::target(&mut self.file_urls),
        }
    }
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

    #[inline]
    fn view(&self, index: usize) -> runtime::View<'_> {
        match index {
            0 => runtime::Slot::view(&self.external_id),
            1 => runtime::Slot::view(&self.name),
            2 => runtime::Slot::view(&self.image_url),
            3 => runtime::Slot::view(&self.locale),
            _ => runtime::Slot::view(&self.fields),
        }
    }

    #[inline]
    fn target(&mut self, index: usize) -> runtime::Target<'_> {
        match index {
            0 => runtime::Slot::target(&mut self.external_id),
            1 => runtime::Slot::target(&mut self.name),
            2 => runtime::Slot::target(&mut self.image_url),
            3 => runtime::Slot::target(&mut self.locale),
            _ => runtime::Slot::target(&mut self.fields),
        }
    }
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

    #[inline]
    fn view(&self, index: usize) -> runtime::View<'_> {
        match index {
            0 => runtime::Slot::view(&self.type_),
            _ => runtime::Slot::view(&self.data),
        }
    }

    #[inline]
    fn target(&mut self, index: usize) -> runtime::Target<'_> {
        match index {
            0 => runtime::Slot::target(&mut self.type_),
            _ => runtime::Slot::target(&mut self.data),
        }
    }
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

    #[inline]
    fn view(&self, index: usize) -> runtime::View<'_> {
        match index {
            0 => runtime::Slot::view(&self.id),
            _ => runtime::Slot::view(&self.value),
        }
    }

    #[inline]
    fn target(&mut self, index: usize) -> runtime::Target<'_> {
        match index {
            0 => runtime::Slot::target(&mut self.id),
            _ => runtime::Slot::target(&mut self.value),
        }
    }
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

    #[inline]
    fn view(&self, index: usize) -> runtime::View<'_> {
        match index {
            0 => runtime::Slot::view(&self.instance_push_id),
            _ => runtime::Slot::view(&self.request_id),
        }
    }

    #[inline]
    fn target(&mut self, index: usize) -> runtime::Target<'_> {
        match index {
            0 => runtime::Slot::target(&mut self.instance_push_id),
            _ => runtime::Slot::target(&mut self.request_id),
        }
    }
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

    #[inline]
    fn view(&self, index: usize) -> runtime::View<'_> {
        match index {
            0 => runtime::Slot::view(&self.id),
            _ => runtime::Slot::view(&self.value),
        }
    }

    #[inline]
    fn target(&mut self, index: usize) -> runtime::Target<'_> {
        match index {
            0 => runtime::Slot::target(&mut self.id),
            _ => runtime::Slot::target(&mut self.value),
        }
    }
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
