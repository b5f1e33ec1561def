//! Operations that are one request to a server.

use crate::ir::{Operation, Segment};
use crate::lower::Lowerer;
use crate::report::Code;
use indexmap::IndexMap;

impl Lowerer<'_> {
    /// Tells of operations that differ in nothing but names in their paths, a query string or a fragment, once for all of a
    /// method and path: a client has them all, and a server cannot know which of them is meant.
    pub(in crate::lower) fn report_twins(&mut self) {
        let mut twins: IndexMap<String, Vec<&Operation>> = IndexMap::new();
        for operation in &self.api.operations {
            twins.entry(request(operation)).or_default().push(operation);
        }
        let told = twins.into_iter().filter_map(|(request, all)| match all.as_slice() {
            [first, second, ..] => {
                let message = format!("{} operations are the request `{request}`", all.len());
                let known = first.called().next().unwrap_or_default();
                let help = format!("a client has them all; a server answers each of them as `{known}`");
                Some((second.at.clone(), message, help))
            }
            _ => None,
        });
        for (at, message, help) in told.collect::<Vec<_>>() {
            self.note(Code::Unsupported, at, message, help);
        }
    }
}

/// The method, and the path as a server sees it.
fn request(operation: &Operation) -> String {
    let segments = operation.path.iter().map(|segment| match segment {
        Segment::Literal(text) => text.as_str(),
        Segment::Parameter(_) => "{}",
        Segment::Rest(_) => "{+}",
    });
    let path: String = segments.collect();
    format!("{} {}", operation.method.as_str(), path.split('?').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use crate::{Input, generate};

    #[test]
    fn what_is_one_request_is_told_once() {
        let path = |path: &str| {
            format!("  '{path}': {{ get: {{ responses: {{ '204': {{ description: Ok }} }} }} }}\n")
        };
        let paths: String = ["/#one", "/#two", "/?three=4", "/five"].map(path).concat();
        let text = format!("openapi: 3.1.0\ninfo: {{ title: Zoo, version: '1' }}\npaths:\n{paths}");
        let output = generate(&Input::text("zoo.yml", text));
        let told =
            output.report.diagnostics().iter().filter(|found| found.message.contains("are the request"));
        let told: Vec<_> = told.map(|found| (found.place.pointer.as_str(), found.message.as_str())).collect();
        assert_eq!(told, [("/paths/~1#two/get", "3 operations are the request `GET /`")]);
        assert_eq!(output.api.map(|api| api.operations.len()), Some(4));
    }
}
