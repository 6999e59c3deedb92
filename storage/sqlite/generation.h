// The number of the contents that a database holds, a row of `properties`.
#pragma once

#include <cstdint>

#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

// 0 if none was drawn yet.
std::int64_t GenerationOf(Connection& connection);

// If there is none yet. Outside of transactions.
void DrawFirstGeneration(Connection& connection);

// Another one than the database has ever had.
void DrawNextGeneration(Connection& connection);

}  // namespace rockpool::storage::sqlite
