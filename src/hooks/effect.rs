//! Effects of one type.
//!
//! Yew's own hook is compiled anew for every effect with what it depends on, which is most of what an
//! effect costs; here all of them are one.

use std::{any::Any, rc::Rc};

use yew::prelude::*;

/// What ends an effect: nothing, or a function.
pub(crate) trait Cleanup {
    /// The function.
    fn into_function(self) -> Box<dyn FnOnce()>;
}

impl Cleanup for () {
    fn into_function(self) -> Box<dyn FnOnce()> {
        Box::new(|| ())
    }
}

impl<F: FnOnce() + 'static> Cleanup for F {
    fn into_function(self) -> Box<dyn FnOnce()> {
        Box::new(self)
    }
}

/// What an effect depends on, whatever its type.
trait Dependency: Any {
    fn is_equal(&self, other: &dyn Any) -> bool;
}

impl<T: PartialEq + 'static> Dependency for T {
    fn is_equal(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>() == Some(self)
    }
}

#[derive(Clone)]
struct Dependencies(Rc<dyn Dependency>);

impl PartialEq for Dependencies {
    fn eq(&self, other: &Self) -> bool {
        let other: &dyn Any = &*other.0;
        self.0.is_equal(other)
    }
}

/// Calls `effect` after a page has been shown, whenever `dependencies` have changed, and what it gave
/// before that.
#[hook]
pub(crate) fn use_effect_with<T, C>(dependencies: T, effect: impl FnOnce(&T) -> C + 'static)
where
    T: PartialEq + 'static,
    C: Cleanup + 'static,
{
    let dependencies = Rc::new(dependencies);
    let of = Dependencies(dependencies.clone());
    use_boxed_effect(of, Box::new(move || effect(&dependencies).into_function()));
}

#[hook]
fn use_boxed_effect(dependencies: Dependencies, effect: Box<dyn FnOnce() -> Box<dyn FnOnce()>>) {
    yew::use_effect_with(dependencies, move |_| effect());
}
