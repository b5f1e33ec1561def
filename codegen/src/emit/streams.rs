//! What comes piece by piece, of a service and to it.

use super::Context;
use super::syntax::{call, generic_within, global, text};
use super::types::value_type;
use crate::ir::{Framing, Stream};
use syn::{Expr, Type};

/// The type of a piece.
pub(super) fn piece(cx: &Context<'_>, stream: &Stream) -> Type {
    let held = value_type(cx, stream.item);
    match stream.framing {
        Framing::Events => generic_within("runtime", "Event", [held]),
        Framing::WholeEvents | Framing::Lines | Framing::Sequence => held,
    }
}

/// How the pieces are written.
pub(super) fn framing(stream: &Stream) -> Expr {
    let make = match stream.framing {
        Framing::Events => "events",
        Framing::WholeEvents => "whole_events",
        Framing::Lines => "lines",
        Framing::Sequence => "sequence",
    };
    call(global(&["runtime", "Framing", make]), [text(&stream.media_type)])
}
