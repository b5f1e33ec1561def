//! Operations whose answer comes in pages, and how one page leads to the next.

use super::operation::Operation;
use super::slot::Slot;
use std::fmt;

/// An operation that answers a list page by page.
pub trait Paged: Operation<Output: Slot> {
    /// What the list holds.
    type Item: fmt::Debug + Send + 'static;
    /// How one page leads to the next.
    const PAGING: Paging;

    /// The items of a page.
    fn items(page: Self::Output) -> Vec<Self::Item>;
}

/// How one page leads to the next, in pointers into a page (JSON pointers, RFC 6901).
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    pub(super) next: Next,
    pub(super) more: More,
    pub(super) items: &'static str,
}

/// What leads to the next page.
#[derive(Clone, Copy, Debug)]
pub(super) enum Next {
    /// The value there is that of this query parameter.
    Cursor(&'static str, &'static str),
    /// The value there is that of this property of the JSON body.
    BodyCursor(&'static str, &'static str),
    /// The value there, in the last item, is that of this query parameter.
    LastItem(&'static str, &'static str),
    /// The first of these that is there is a URL.
    Url(&'static [&'static str]),
    /// The header `Link`.
    LinkHeader,
    /// This query parameter counts items, the first of which has this number.
    Offset(&'static str, u64),
    /// This query parameter counts pages, the first of which has this number.
    Page(&'static str, u64),
}

/// What tells the last page.
#[derive(Clone, Copy, Debug)]
pub(super) enum More {
    /// That nothing leads on.
    Unsaid,
    /// The boolean there is this while there are more.
    Flag(&'static str, bool),
    /// The number of all items is there.
    Items(&'static str),
    /// The number of all pages is there.
    Pages(&'static str),
}

impl Paging {
    const fn by(next: Next) -> Self {
        Self { next, more: More::Unsaid, items: "" }
    }

    /// By a cursor in the page, which is the value of a query parameter of the next request.
    pub const fn cursor(parameter: &'static str, at: &'static str) -> Self {
        Self::by(Next::Cursor(parameter, at))
    }

    /// By a cursor in the page, which is the value of a property of the next request's JSON body.
    pub const fn body_cursor(property: &'static str, at: &'static str) -> Self {
        Self::by(Next::BodyCursor(property, at))
    }

    /// By a place in the page's last item, which has the value of a query parameter of the next request.
    pub const fn last_item(parameter: &'static str, at: &'static str) -> Self {
        Self::by(Next::LastItem(parameter, at))
    }

    /// By a URL in the page, in the first of these places that has one.
    pub const fn url(at: &'static [&'static str]) -> Self {
        Self::by(Next::Url(at))
    }

    /// By the header `Link` with `rel="next"` (RFC 8288).
    pub const fn link_header() -> Self {
        Self::by(Next::LinkHeader)
    }

    /// By a query parameter that counts items, the first of which has this number.
    pub const fn offset(parameter: &'static str, first: u64) -> Self {
        Self::by(Next::Offset(parameter, first))
    }

    /// By a query parameter that counts pages, the first of which has this number.
    pub const fn page(parameter: &'static str, first: u64) -> Self {
        Self::by(Next::Page(parameter, first))
    }

    /// With the items in a list there; the page itself is the list otherwise.
    #[must_use]
    pub const fn items(mut self, at: &'static str) -> Self {
        self.items = at;
        self
    }

    /// With a boolean there that is true while there are more.
    #[must_use]
    pub const fn more(mut self, at: &'static str) -> Self {
        self.more = More::Flag(at, true);
        self
    }

    /// With a boolean there that is true on the last page.
    #[must_use]
    pub const fn last(mut self, at: &'static str) -> Self {
        self.more = More::Flag(at, false);
        self
    }

    /// With the number of all items there.
    #[must_use]
    pub const fn total(mut self, at: &'static str) -> Self {
        self.more = More::Items(at);
        self
    }

    /// With the number of all pages there.
    #[must_use]
    pub const fn pages(mut self, at: &'static str) -> Self {
        self.more = More::Pages(at);
        self
    }
}

/// Why there is no way from one page to the next. Does not repeat what the service said, which may hold a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PagingError {
    /// The next page is of another origin, which the credentials are not for. Nothing was sent there.
    Elsewhere,
    /// What the service gives as the address of the next page is none.
    Address,
    /// The service says that there is more, and not where.
    Missing,
    /// The service leads back to a page that was there before.
    Circle,
    /// So many pages in a row had no item that there may be no end.
    Endless,
}

impl std::error::Error for PagingError {}

impl fmt::Display for PagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Elsewhere => "the next page is of another origin, where nothing was sent",
            Self::Address => "what the service gives as the address of the next page is none",
            Self::Missing => "the service says that there is a next page, and not how to ask for it",
            Self::Circle => "the service leads back to a page that was there before",
            Self::Endless => "the service gives one page without items after the other",
        })
    }
}
