//! How the pages of an operation follow each other.

use crate::pointer::Pointer;

/// An operation's answer in pages. Pointers lead into the body of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The list that holds the items; the root where the body is that list.
    pub items: Pointer,
    /// What leads to the next page.
    pub next: NextPage,
    /// What tells the last page, besides that nothing leads on.
    pub more: Option<More>,
}

/// What leads from one page to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// The value there is that of a query parameter.
    Cursor {
        /// The parameter's name on the wire.
        parameter: String,
        /// Where its next value is.
        at: Pointer,
    },
    /// The value there is that of a property of the JSON body.
    BodyCursor {
        /// The property.
        property: String,
        /// Where its next value is.
        at: Pointer,
    },
    /// A value of the last item is that of a query parameter.
    LastItem {
        /// The parameter's name on the wire.
        parameter: String,
        /// Where its next value is, in the item.
        at: Pointer,
    },
    /// A URL, in the first of these places that has one.
    Url(Vec<Pointer>),
    /// The header `Link` (RFC 8288).
    LinkHeader,
    /// A query parameter counts items.
    Offset {
        /// The parameter's name on the wire.
        parameter: String,
        /// The number of the first item.
        first: u64,
    },
    /// A query parameter counts pages.
    Page {
        /// The parameter's name on the wire.
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
}

impl NextPage {
    /// Its kind, as the configuration calls it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Cursor { .. } => "cursor",
            Self::BodyCursor { .. } => "body-cursor",
            Self::LastItem { .. } => "last-item",
            Self::Url(_) => "url",
            Self::LinkHeader => "link-header",
            Self::Offset { .. } => "offset",
            Self::Page { .. } => "page",
        }
    }
}

/// What tells the last page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum More {
    /// A boolean that is true while there are more.
    While(Pointer),
    /// A boolean that is true on the last page.
    Until(Pointer),
    /// The number of all items.
    Items(Pointer),
    /// The number of all pages.
    Pages(Pointer),
}
