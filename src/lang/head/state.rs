//! A sentence on its way to a tree: the stack, the next token, and the arcs drawn so far.

use super::{Heads, Relation};

pub(super) const SHIFT: usize = 0;
/// Attaches the top of the stack to the next token.
pub(super) const LEFT: usize = 1;
/// Attaches the top of the stack to the token below it.
pub(super) const RIGHT: usize = 2;

/// No token.
pub(super) const NONE: usize = usize::MAX;

/// What was built so far. The place behind the last token is the root.
pub(super) struct State {
    pub(super) stack: Vec<usize>,
    pub(super) next: usize,
    pub(super) len: usize,
    pub(super) head: Vec<usize>,
    pub(super) relation: Vec<u8>,
    /// Leftmost and second-leftmost child, rightmost and second-rightmost, and how many on each side.
    pub(super) children: Vec<Children>,
}

#[derive(Clone, Copy)]
pub(super) struct Children {
    pub(super) left: usize,
    pub(super) left2: usize,
    pub(super) right: usize,
    pub(super) right2: usize,
    pub(super) n_left: u32,
    pub(super) n_right: u32,
}

const CHILDLESS: Children = Children { left: NONE, left2: NONE, right: NONE, right2: NONE, n_left: 0, n_right: 0 };

impl State {
    pub(super) fn new(len: usize) -> State {
        State {
            stack: Vec::with_capacity(len.min(64)),
            next: 0,
            len,
            head: vec![NONE; len],
            relation: vec![0; len],
            children: vec![CHILDLESS; len + 1],
        }
    }

    pub(super) fn is_done(&self) -> bool {
        self.next >= self.len && self.stack.is_empty()
    }

    pub(super) fn allows(&self, action: usize) -> bool {
        match action {
            SHIFT => self.next < self.len,
            LEFT => !self.stack.is_empty(),
            RIGHT => self.stack.len() > 1,
            _ => false,
        }
    }

    /// Does it; the arc that it draws as head and token.
    pub(super) fn apply(&mut self, action: usize) -> Option<(usize, usize)> {
        if action == SHIFT {
            self.stack.push(self.next);
            self.next += 1;
            return None;
        }
        let token = self.stack.pop()?;
        let head = if action == LEFT { self.next } else { *self.stack.last()? };
        self.head[token] = head;
        let children = &mut self.children[head];
        if token < head {
            (children.left2, children.left) = (children.left, token);
            children.n_left += 1;
        } else {
            (children.right2, children.right) = (children.right, token);
            children.n_right += 1;
        }
        Some((head, token))
    }

    pub(super) fn finish(self) -> Heads {
        Heads {
            head: self.head.into_iter().map(|head| head as u32).collect(),
            relation: self.relation.into_iter().map(Relation).collect(),
        }
    }

    pub(super) fn stacked(&self, depth: usize) -> usize {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |at| self.stack[at])
    }

    /// The token `n` behind the next, or the root behind the last.
    pub(super) fn ahead(&self, n: usize) -> usize {
        if self.next + n <= self.len { self.next + n } else { NONE }
    }

    pub(super) fn children(&self, at: usize) -> Children {
        self.children.get(at).copied().unwrap_or(CHILDLESS)
    }

    pub(super) fn relation(&self, at: usize) -> u32 {
        self.relation.get(at).map_or(200, |&relation| u32::from(relation))
    }
}
