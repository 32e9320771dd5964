//! Memory of tables that are read all over. A processor keeps the places of a few thousand pages at hand, in pages of the usual four kilobytes
//! less than the tables take, and looks for others before it can read: so the system is asked for large pages, where it has them.

use memmap2::MmapMut;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use wide::bytemuck::{Pod, cast_slice, cast_slice_mut};

/// Bytes of a large page.
const LARGE: usize = 2 << 20;

/// A slice in large pages; it begins with a line of the cache.
#[derive(Debug)]
pub(super) struct Pages<T> {
    memory: MmapMut,
    n_bytes: usize,
    items: PhantomData<T>,
}

impl<T: Pod> Pages<T> {
    /// So many zeros.
    ///
    /// # Panics
    /// When there is no memory left.
    pub(super) fn zeroed(len: usize) -> Pages<T> {
        let n_bytes = len * size_of::<T>();
        let memory = MmapMut::map_anon(n_bytes.next_multiple_of(LARGE)).expect("there is memory");
        #[cfg(target_os = "linux")]
        // Without large pages it is slower and no less right.
        let _ = memory.advise(memmap2::Advice::HugePage);
        Pages { memory, n_bytes, items: PhantomData }
    }

    /// A copy of `items`.
    pub(super) fn of(items: &[T]) -> Pages<T> {
        let mut pages = Pages::zeroed(items.len());
        pages.copy_from_slice(items);
        pages
    }
}

impl<T: Pod> Clone for Pages<T> {
    fn clone(&self) -> Pages<T> {
        Pages::of(self)
    }
}

impl<T: Pod> Deref for Pages<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        cast_slice(&self.memory[..self.n_bytes])
    }
}

impl<T: Pod> DerefMut for Pages<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        cast_slice_mut(&mut self.memory[..self.n_bytes])
    }
}

#[cfg(test)]
mod tests {
    use super::Pages;

    #[test]
    fn what_is_put_in_is_there_in_a_copy_too() {
        for len in [0u32, 1, 1000, 1 << 20] {
            let items: Vec<u32> = (1..=len).collect();
            let mut pages = Pages::of(&items);
            assert_eq!(*pages, items);
            let copy = pages.clone();
            pages.fill(0);
            assert_eq!(*copy, items);
            assert_eq!(*pages, *Pages::<u32>::zeroed(items.len()));
        }
    }
}
