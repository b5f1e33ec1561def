//! The names that services give to what their paging is made of, as words: `nextPageToken` and `next-page-token` are
//! `next_page_token`.

/// A name as words.
pub(super) use crate::case::snake_case as words;

/// Query parameters and properties of a body that ask for what comes after a cursor.
pub(super) const CURSORS: &[&str] = &[
    "cursor",
    "next_cursor",
    "start_cursor",
    "page_cursor",
    "after_cursor",
    "after",
    "page_after",
    "starting_after",
    "page_token",
    "next_token",
    "next_page_token",
    "pagination_token",
    "continuation_token",
    "continuation",
    "marker",
    "next_marker",
    "bookmark",
    "start_key",
    // These count in other services: there they are integers.
    "offset",
    "page",
    "next_page",
    "next",
];

/// Places in a response that hold the next cursor, whatever the parameter is called.
pub(super) const NEXT_CURSORS: &[&str] = &[
    "next_cursor",
    "next_page_cursor",
    "next_page_token",
    "next_token",
    "next_page",
    "next_marker",
    "next_bookmark",
    "next_offset",
    "next_key",
    "next_start_key",
    "next_pagination_token",
    "next_continuation_token",
    "after_cursor",
    "end_cursor",
    "next_after",
    "next_page_after",
    "cursor_next",
    "cursors_next",
    "cursors_after",
    "cursor_after",
    "paging_after",
    "next_page_offset",
];

/// Places in a response whose name is the parameter's own.
pub(super) const OWN_CURSORS: &[&str] =
    &["cursor", "page_token", "pagination_token", "continuation_token", "continuation", "marker", "bookmark"];

/// Query parameters that count items.
pub(super) const OFFSETS: &[&str] =
    &["offset", "skip", "start_index", "start_at", "first_result", "page_offset", "from", "start"];

/// Those of them that are something else unless a size stands beside them: a day, a sender.
pub(super) const OFTEN_MOMENTS: &[&str] = &["from", "start", "start_at"];

/// Query parameters that count pages.
pub(super) const PAGES: &[&str] =
    &["page", "page_number", "page_no", "page_num", "page_index", "current_page"];

/// Query parameters that say how many items a page has.
pub(super) const SIZES: &[&str] = &[
    "limit",
    "size",
    "count",
    "top",
    "take",
    "rows",
    "max",
    "per_page",
    "page_size",
    "page_limit",
    "page_count",
    "max_results",
    "max_items",
    "max_page_size",
    "results_per_page",
    "items_per_page",
    "page_per_page",
];

/// Names of a URL of the next page that can be nothing else.
pub(super) const NEXT_URLS: &[&str] = &[
    "next_url",
    "next_uri",
    "next_link",
    "next_href",
    "next_page_url",
    "next_page_uri",
    "next_page_link",
    "next_page_href",
    "next_records_url",
    "odata_next_link",
    "after_url",
    "links_next",
    "next_url_link",
];

/// Names of a URL of the next page that may be a cursor as well.
pub(super) const MAYBE_URLS: &[&str] = &["next", "next_page"];

/// The names of a URL below one of these.
pub(super) const HREFS: &[&str] = &["href", "url", "uri", "link"];

/// Booleans that are true while there are more.
pub(super) const MORE: &[&str] = &[
    "more",
    "has_more",
    "has_more_items",
    "has_more_results",
    "has_more_pages",
    "has_more_data",
    "more_results",
    "more_available",
    "has_next",
    "has_next_page",
    "next_page",
];

/// Booleans that are true on the last page.
pub(super) const LAST: &[&str] =
    &["is_last", "is_last_page", "last_page", "last", "end_of_stream", "end_of_results"];

/// The number of all items.
pub(super) const TOTALS: &[&str] = &[
    "total",
    "total_count",
    "total_items",
    "total_results",
    "total_records",
    "total_elements",
    "total_entries",
    "total_size",
];

/// The number of all pages.
pub(super) const TOTAL_PAGES: &[&str] = &[
    "total_pages",
    "page_count",
    "num_pages",
    "pages_count",
    "number_of_pages",
    "total_page_count",
    "last_page",
];

/// Objects beside a list that say something about its pages.
pub(super) const CONTAINERS: &[&str] = &[
    "meta",
    "metadata",
    "response_metadata",
    "pagination",
    "paging",
    "page",
    "page_info",
    "paging_info",
    "pagination_info",
    "result_info",
    "page_metadata",
    "list_metadata",
    "info",
    "links",
    "cursor",
    "cursors",
    "pages",
    "next",
    "next_page",
];

/// Lists that hold no items.
pub(super) const NO_ITEMS: &[&str] = &[
    "errors",
    "warnings",
    "messages",
    "links",
    "included",
    "order",
    "sort",
    "facets",
    "aggregations",
    "privileges",
];

/// Lists that hold the items, when there are several lists.
pub(super) const ITEMS: &[&str] = &[
    "items",
    "data",
    "results",
    "result",
    "records",
    "entries",
    "values",
    "value",
    "rows",
    "list",
    "elements",
    "resources",
    "objects",
];
