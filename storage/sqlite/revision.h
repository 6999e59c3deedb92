// The numbers that tell one state of a record, or of all contents, from every other.
#pragma once

#include <cstdint>

#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

// 63 random bits, so that no record ever gets the same number again: not after a restart, nor in another store. Any thread.
std::int64_t FreshRevision();

// The number of the contents that a database holds, a row of `properties`.

// 0 if none was drawn yet.
std::int64_t GenerationOf(Connection& connection);

// If there is none yet. Outside of transactions.
void DrawFirstGeneration(Connection& connection);

// Another one than the database has ever had.
void DrawNextGeneration(Connection& connection);

}  // namespace rockpool::storage::sqlite
