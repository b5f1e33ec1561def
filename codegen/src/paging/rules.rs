//! How pages follow each other, as names and prose tell.

use super::page::{Page, Value, not_null};
use super::request::{Asked, Input};
use super::words::{
    HREFS, LAST, MAYBE_URLS, MORE, NEXT_CURSORS, NEXT_URLS, OWN_CURSORS, TOTAL_PAGES, TOTALS, words,
};
use crate::ir::{JsonType, Method, More, NextPage, Operation, Paging, Shape, TypeId, Types};
use crate::pointer::Pointer;

/// What an operation that is to be judged is made of.
struct Judged<'a> {
    types: &'a Types,
    operation: &'a Operation,
    page: Page<'a>,
    asked: Asked<'a>,
}

/// How the pages of an operation follow each other, if that is beyond doubt.
pub(super) fn recognise(types: &Types, operation: &Operation) -> Option<Paging> {
    let asked = match operation.method {
        Method::Get => Asked::of(types, operation),
        Method::Post | Method::Query => Asked::in_body(types, operation),
        _ => return None,
    };
    let page = Page::of(types, operation, super::body(operation)?)?;
    let judged = Judged { types, operation, page, asked };
    let (next, more) = match operation.method {
        Method::Get => judged.by_query()?,
        _ => judged.by_body()?,
    };
    Some(Paging { items: judged.page.items, next, more })
}

impl<'a> Judged<'a> {
    /// What leads on by an address or the query, the surest way first. An address is right in whatever mode the service
    /// is; a cursor or a number is only where there are not both.
    fn by_query(&self) -> Option<(NextPage, Option<More>)> {
        if let Some(next) = self.url() {
            return Some((next, self.flag()));
        }
        let (offset, page) = (self.asked.offset(), self.asked.page());
        let has_cursor = self.asked.cursors().next().is_some();
        let is_paged = has_cursor || offset.is_some() || page.is_some() || self.asked.has_size();
        if is_paged && self.has_link_header() {
            return Some((NextPage::LinkHeader, None));
        }
        match (has_cursor, offset, page) {
            (true, None, None) => {
                let cursor = self.cursor().map(|(input, value)| NextPage::Cursor {
                    parameter: input.wire.clone(),
                    at: value.at.clone(),
                });
                Some((cursor.or_else(|| self.last_item())?, self.flag()))
            }
            (false, Some(offset), None) if self.asked.has_size() => self.offset(offset),
            (false, None, Some(page)) => self.numbered(page),
            _ => None,
        }
    }

    fn by_body(&self) -> Option<(NextPage, Option<More>)> {
        let (input, value) = self.cursor()?;
        let next = NextPage::BodyCursor { property: input.wire.clone(), at: value.at.clone() };
        Some((next, self.flag()))
    }

    fn url(&self) -> Option<NextPage> {
        let urls = self.page.values.iter().filter(|value| self.is_url(value));
        let urls: Vec<Pointer> = urls.map(|value| value.at.clone()).collect();
        (!urls.is_empty()).then_some(NextPage::Url(urls))
    }

    fn is_url(&self, value: &Value<'_>) -> bool {
        let Shape::String(text) = &self.types[value.ty].shape else { return false };
        let is_said_to_be = |names: &[&str]| {
            let docs = [&value.property.docs.text, &self.types[value.ty].docs.text];
            let says =
                |text: &str| words(text).split('_').any(|word| names.contains(&word.trim_end_matches('s')));
            docs.into_iter().flatten().any(|text| says(text))
        };
        let is_said =
            || text.format.as_deref().is_some_and(|format| format.starts_with("ur")) || is_said_to_be(HREFS);
        // Where no parameter could take a cursor it can only be an address, unless it is said to be a cursor all the same.
        let is_alone = || {
            let is_of_pages = self.has_previous() || self.flag().is_some();
            is_of_pages && self.asked.cursors().next().is_none() && !is_said_to_be(&["cursor", "token"])
        };
        value.is_called(NEXT_URLS) || (value.is_called(MAYBE_URLS) && (is_said() || is_alone()))
    }

    /// Whether there is a text that leads to the page before.
    fn has_previous(&self) -> bool {
        const PREVIOUS: &[&str] = &["previous", "prev", "previous_page", "prev_page"];
        self.page.values.iter().any(|value| value.is_called(PREVIOUS) && self.is(value.ty, JsonType::String))
    }

    fn has_link_header(&self) -> bool {
        let headers = self.operation.headers.map(|headers| &self.types[headers].shape);
        let is_declared = match headers {
            Some(Shape::Object(headers)) => {
                headers.properties.iter().any(|header| header.name.eq_ignore_ascii_case("link"))
            }
            _ => false,
        };
        is_declared || self.asked.says_link_header()
    }

    fn is(&self, ty: TypeId, json: JsonType) -> bool {
        self.types[ty].shape.json_type() == Some(json)
    }

    /// A parameter and a place in the page that have the same cursor: the only pair, or the only one of alike names.
    fn cursor(&self) -> Option<(&Input<'a>, &Value<'a>)> {
        let pairs = self.asked.cursors().flat_map(|input| {
            let values = self.page.values.iter().filter(|value| self.leads(input, value));
            values.map(move |value| (input, value))
        });
        let pairs: Vec<_> = pairs.collect();
        if let [only] = pairs.as_slice() {
            return Some(*only);
        }
        let mut alike = pairs.iter().filter(|(input, value)| value.name.ends_with(&input.name));
        alike.next().filter(|_| alike.next().is_none()).copied()
    }

    /// Whether a value of a page is what a parameter of the next request takes.
    fn leads(&self, input: &Input<'_>, value: &Value<'_>) -> bool {
        let is_scalar =
            matches!(self.types[value.ty].shape, Shape::String(_) | Shape::Integer(_) | Shape::Number(_));
        let is_of_last =
            value.name == "last_id" && ["after", "starting_after"].contains(&input.name.as_str());
        let says_next = || {
            let texts = [Some(input.text), value.property.docs.text.as_deref()];
            let says =
                |text: &str| ["next", "subsequent", "following"].iter().any(|word| text.contains(word));
            self.flag().is_some() || texts.into_iter().flatten().any(|text| says(&text.to_lowercase()))
        };
        let is_own = OWN_CURSORS.contains(&value.name.as_str()) && value.name == input.name;
        is_scalar
            && (value.is_called(NEXT_CURSORS)
                || (is_of_last && self.flag().is_some())
                || (is_own && says_next()))
    }

    /// The last item's own name, where the parameter takes that.
    fn last_item(&self) -> Option<NextPage> {
        let is_it = |input: &&Input<'_>| {
            let is_id = |word: &str| ["id", "ids", "identifier"].contains(&word);
            match input.name.as_str() {
                "starting_after" => true,
                "after" => words(input.text).split('_').any(is_id),
                _ => false,
            }
        };
        let input = self.asked.cursors().find(is_it).filter(|_| self.flag().is_some())?;
        let Shape::Object(item) = &self.types[not_null(self.types, self.page.item)].shape else {
            return None;
        };
        let id = item.properties.iter().find(|property| property.name == "id")?;
        let ty = not_null(self.types, id.ty);
        (self.is(ty, JsonType::String) || self.is(ty, JsonType::Integer)).then(|| NextPage::LastItem {
            parameter: input.wire.clone(),
            at: Pointer::root().child(&id.name),
        })
    }

    fn offset(&self, input: &Input<'_>) -> Option<(NextPage, Option<More>)> {
        let first = self.asked.first(input, 0)?;
        let more = self.flag().or_else(|| self.total().map(More::Items));
        Some((NextPage::Offset { parameter: input.wire.clone(), first }, more))
    }

    fn numbered(&self, input: &Input<'_>) -> Option<(NextPage, Option<More>)> {
        if let Some(at) = self.number(&["next_page"]) {
            return Some((NextPage::Cursor { parameter: input.wire.clone(), at }, self.flag()));
        }
        let pages = self.pages().map(More::Pages);
        if pages.is_none() && !self.asked.has_size() {
            return None;
        }
        // An index may count from either number.
        let usual = if input.name.ends_with("index") { None } else { Some(1) };
        let first = self.asked.first(input, usual.unwrap_or(2)).filter(|first| *first < 2)?;
        let more = self.flag().or(pages).or_else(|| self.total().map(More::Items));
        Some((NextPage::Page { parameter: input.wire.clone(), first }, more))
    }

    /// The boolean that tells whether there are more.
    fn flag(&self) -> Option<More> {
        let flag =
            |names| self.page.one(|value| value.is_called(names) && self.is(value.ty, JsonType::Boolean));
        let more = flag(MORE).map(|value| More::While(value.at.clone()));
        more.or_else(|| flag(LAST).map(|value| More::Until(value.at.clone())))
    }

    /// The number of all items.
    fn total(&self) -> Option<Pointer> {
        self.numbers(TOTALS, |text| !counts_pages(text) && !is_of_one_page(text))
    }

    /// The number of all pages, by its name or by what is said of it.
    fn pages(&self) -> Option<Pointer> {
        self.number(TOTAL_PAGES).or_else(|| self.numbers(TOTALS, counts_pages))
    }

    fn number(&self, names: &[&str]) -> Option<Pointer> {
        self.numbers(names, |_| true)
    }

    /// The number of one of these names, if there is one only, where what is said of it will do.
    fn numbers(&self, names: &[&str], will_do: fn(&str) -> bool) -> Option<Pointer> {
        let is_number =
            |value: &Value<'_>| self.is(value.ty, JsonType::Integer) || self.is(value.ty, JsonType::Number);
        let found = self.page.one(|value| value.is_called(names) && is_number(value))?;
        let said = found.property.docs.text.as_ref().or(self.types[found.ty].docs.text.as_ref());
        will_do(&words(said.map(String::as_str).unwrap_or_default())).then(|| found.at.clone())
    }
}

/// Whether some words say that pages are counted: "the total number of pages", and not "of items on all pages".
fn counts_pages(text: &str) -> bool {
    let words: Vec<&str> = text.split('_').collect();
    let is_between = |word: &&&str| {
        ["of", "the", "all", "available", "existing", "result", "results", "data"].contains(*word)
    };
    let counts = |end: usize| {
        let before = words.iter().take(end).rev().find(|word| !is_between(word));
        before.is_some_and(|word| ["number", "count", "total", "amount", "many"].contains(word))
    };
    words.iter().enumerate().any(|(index, word)| *word == "pages" && counts(index))
}

/// Whether some words are about what one page has: then there may be more. What "is returned" is the number itself.
fn is_of_one_page(text: &str) -> bool {
    let words: Vec<&str> = text.split('_').collect();
    words.windows(2).any(|pair| match *pair {
        [before, "returned"] => {
            !["is", "only", "be", "are", "was", "also", "always", "not"].contains(&before)
        }
        ["this" | "current", what] => ["page", "response", "batch"].contains(&what),
        _ => false,
    })
}
