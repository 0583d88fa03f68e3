// Package oracle tells the truth about leaks of pull iterators by running programs.
//
// It generates random functions over iter.Pull and iter.Pull2 and writes each
// program twice, line for line the same. The linter reads the first version,
// which uses the real package iter. The second one imports a stand-in that
// follows a script of decisions: each opaque condition, each element of a
// sequence, and, where a recover may catch it, each panic of an opaque call is
// one decision. All scripts are tried, depth first, so what is known in the
// end is which acquires leak on some path.
//
// # What the truth is
//
// A line leaks if, on some path, an object acquired there is neither released,
// exhausted, handed on nor kept by something when the named function that owns
// it returns normally, be it after a recovered panic. What is handed to the
// caller by a return counts at the line of the call. A path that ends in an
// uncaught panic or in a call that never returns owes nothing. A line also
// leaks if a release of its object is deferred in a loop that is not a range
// over a slice or an integer, and the acquire is reached again meanwhile.
//
// # What bounds it
//
// A place takes part in at most three decisions of a path, a sequence has at
// most three values, and a function at most six thousand paths. A function with
// more is incomplete: its leaks are true, its silence says nothing.
//
// # How a program is kept in two versions
//
// A line of source is either the same in both, or has the form
//
//	for the linter //= for execution
//
// Everything else (the order of statements, names, line numbers) is shared.
//
// # Shapes
//
// GenerateShapes writes functions over three more protocols: cursors with a
// companion error (database/sql.Rows), iterators that end with a sentinel and
// must always be stopped (spanner's), and coroutines that are sent values and
// whose release takes two steps (dispatchrun's). The linter reads the real
// import paths, the executed version stand-ins of these packages. The truth is
// kept for each rule: leaks as above, where the owner is always the generated
// function; sends to a coroutine that is fresh, or over; rows that are looked
// into although the advance that gave them came to the end or failed; and
// advances that run again after that, in loops that no path leaves from there.
// Either is what hangs on another object's state, or on what a second advance
// in the same loop says.
package oracle
