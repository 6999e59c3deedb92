#include "storage/sqlite/properties.h"

#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {

std::optional<std::string> Properties::Find(std::string_view name) const {
  Statement find(connection_, "SELECT value FROM properties WHERE name = ?");
  find.Bind(name);
  return find.Step() ? std::optional(find.Text(0)) : std::nullopt;
}

void Properties::Put(std::string_view name, std::string_view value) {
  Statement put(connection_, "INSERT INTO properties (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
  put.Bind(name, Blob{value}).Run();
}

}  // namespace rockpool::storage::sqlite
