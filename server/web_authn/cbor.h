// CBOR (RFC 8949) as authenticators write it (CTAP2's canonical form): definite lengths, shortest forms, little depth, no key twice. No
// library of the system reads it: libcbor is no archive there, and RapidJSON's kin knows no maps with numbers as keys.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::web_authn {

struct CborValue {
  enum class Kind { kInteger, kBytes, kText, kArray, kMap, kSimple };

  Kind kind = Kind::kSimple;
  std::int64_t integer = 0;         // of a simple value: 20 false, 21 true, 22 null
  std::string_view bytes;           // of kBytes and kText, in what was read
  std::vector<CborValue> elements;  // of a map: a key, its value, the next key and so on

  // Of a map; nullptr if it has no such key, or is none.
  const CborValue* Find(std::string_view text_key) const;
  const CborValue* Find(std::int64_t key) const;

  // The same, if the value is bytes.
  std::optional<std::string_view> FindBytes(std::int64_t key) const;
  std::optional<std::string_view> FindBytes(std::string_view text_key) const;
  std::optional<std::int64_t> FindInteger(std::int64_t key) const;
};

inline constexpr int kDeepestCbor = 4;               // of containers in each other, which is CTAP2's limit
inline constexpr std::size_t kMostCborValues = 256;  // in all: no answer has twenty

// Reads one value at the beginning of `bytes`, a stranger's, and takes it off them; nullopt for what is none, or breaks a limit. Tags,
// floating point numbers and integers beyond 64 bits are none. The order of keys is not looked at.
std::optional<CborValue> ReadCbor(std::string_view& bytes);

// The same for one value and nothing behind it.
std::optional<CborValue> ReadWholeCbor(std::string_view bytes);

// Each appends to `out`. An array or a map is followed by its elements, of a map keys and values.
void WriteCborInteger(std::string& out, std::int64_t integer);
void WriteCborBytes(std::string& out, std::string_view bytes);
void WriteCborText(std::string& out, std::string_view text);
void WriteCborArray(std::string& out, std::size_t count);
void WriteCborMap(std::string& out, std::size_t pairs);

}  // namespace rockpool::web_authn
