// The only file that includes toml++, which costs every file that does some ten seconds.
#include "server/toml_config.h"

#include <toml++/toml.h>

#include <istream>
#include <sstream>

namespace rockpool {

namespace {

constexpr std::size_t kMaxFileBytes = 1024 * 1024;

// Bounded, since the path may be a device without end.
std::string ReadAll(std::istream& input) {
  std::string text(kMaxFileBytes + 1, '\0');
  input.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(input.gcount()));
  if (text.size() > kMaxFileBytes) throw TomlError("it is larger than 1 MiB");
  return text;
}

std::string JsonOf(const toml::table& table) {
  std::ostringstream json;
  json << toml::json_formatter(table);
  return json.str();
}

TomlEntry EntryOf(const toml::key& key, const toml::node& node) {
  TomlEntry entry{std::string(key.str()), OtherTomlValue{}, key.source().begin.line};
  if (const auto* text = node.as_string()) entry.value = text->get();
  if (const auto* number = node.as_integer()) entry.value = number->get();
  if (const auto* table = node.as_table()) entry.value = TomlTable{JsonOf(*table)};
  return entry;
}

}  // namespace

std::vector<TomlEntry> ReadToml(std::istream& input) {
  const std::string text = ReadAll(input);
  try {
    const toml::table table = toml::parse(text);
    std::vector<TomlEntry> entries;
    for (const auto& [key, node] : table) entries.push_back(EntryOf(key, node));
    return entries;
  } catch (const toml::parse_error& error) {
    const auto& position = error.source().begin;
    throw TomlError("line " + std::to_string(position.line) + ", column " + std::to_string(position.column) + ": " +
                    std::string(error.description()));
  }
}

}  // namespace rockpool
