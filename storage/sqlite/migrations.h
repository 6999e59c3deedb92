// The migrations as they are built into the binary; embed_migrations.py writes the source that defines them.
#pragma once

#include <span>

namespace rockpool::storage::sqlite {

struct Migration {
  int number;
  const char* name;  // the file's name
  const char* sql;
};

// In order, numbered 1, 2, 3, ...
std::span<const Migration> Migrations();

}  // namespace rockpool::storage::sqlite
