#include "storage/sqlite/revision.h"

#include <sqlite3.h>

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "storage/sqlite/repositories.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {

// SQLite's generator is seeded by the operating system's, and spares the call into the kernel.
std::int64_t FreshRevision() {
  std::uint64_t bits = 0;
  sqlite3_randomness(sizeof(bits), &bits);
  return static_cast<std::int64_t>(bits >> 1U);
}

namespace {

constexpr std::string_view kName = "storage.generation";

void Put(Connection& connection, std::int64_t generation) { Properties(connection).Put(kName, std::to_string(generation)); }

// Between 1 and 2^62, so that counting never ends: another database most likely has other numbers.
std::int64_t Random(Connection& connection) {
  Statement random(connection, "SELECT (random() & 0x3fffffffffffffff) + 1");
  random.Step();
  return random.Integer(0);
}

}  // namespace

std::int64_t GenerationOf(Connection& connection) {
  const std::optional<std::string> digits = Properties(connection).Find(kName);
  std::int64_t generation = 0;
  if (digits) {
    std::from_chars(digits->data(), digits->data() + digits->size(), generation);
  }
  return generation;
}

void DrawFirstGeneration(Connection& connection) {
  if (GenerationOf(connection) == 0) {
    Put(connection, Random(connection));
  }
}

void DrawNextGeneration(Connection& connection) { Put(connection, GenerationOf(connection) + 1); }

}  // namespace rockpool::storage::sqlite
