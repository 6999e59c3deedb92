// How storage fails. Everything else it throws is a bug or a broken disk.
#pragma once

#include <stdexcept>
#include <string>

namespace rockpool::storage {

// A promise of uniqueness would have been broken. After it only rolling back is legal: let it leave the transaction's function. If the
// function swallows it, the transaction does nothing more and throws it again instead of committing.
class Conflict : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The store cannot take the write (disk full, read-only file). Nothing was changed; reads go on. Where writes wait for the disk to survive
// a power cut and it fails at that, the write that waited may be seen all the same, and all later ones are refused until the next start.
class Unwritable : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The store cannot be opened; the text says why in one sentence that a user can act on.
class CannotOpen : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A newer rockpool wrote this database.
class NewerDatabase : public CannotOpen {
  using CannotOpen::CannotOpen;
};

}  // namespace rockpool::storage
