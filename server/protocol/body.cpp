#include "server/protocol/body.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/json.h"
#include "server/protocol/common_errors.h"

namespace rockpool::protocol {

void ParseBody(const std::string& text, rapidjson::Document& document) {
  if (text.empty()) {
    document.SetObject();
    return;
  }
  if (!api::ParseJson(text, document)) {
    throw SerializationException();
  }
  if (document.IsArray()) {
    throw SerializationException("Start of list found where not expected");
  }
  if (!document.IsObject()) {
    throw SerializationException();
  }
  KeepLastOfEqualKeys(document);
}

namespace {

using Value = rapidjson::Value;

std::string_view NameOf(const Value::Member& member) { return {member.name.GetString(), member.name.GetStringLength()}; }

// Pair by pair: objects are small, and nearly all have no equal keys.
bool HasEqualKeysAmongFew(const Value& object) {
  for (auto one = object.MemberBegin(); one != object.MemberEnd(); ++one) {
    for (auto other = one + 1; other != object.MemberEnd(); ++other) {
      if (NameOf(*one) == NameOf(*other)) {
        return true;
      }
    }
  }
  return false;
}

struct Key {
  std::size_t hash;
  std::string_view name;
  std::size_t index;  // of its member
};

// Sorted rather than kept in a hash table: whoever knows the hash could put all keys into one bucket of a table, but only costs a sort its
// comparisons of texts.
std::vector<Key> SortedByHash(const Value& object) {
  std::vector<Key> keys;
  keys.reserve(object.MemberCount());
  for (const auto& member : object.GetObject()) {
    keys.push_back({std::hash<std::string_view>()(NameOf(member)), NameOf(member), keys.size()});
  }
  std::sort(keys.begin(), keys.end(),
            [](const Key& left, const Key& right) { return left.hash != right.hash ? left.hash < right.hash : left.index < right.index; });
  return keys;
}

// Marks, in keys of one hash and in the order of their members, those that are equal to a later one.
void MarkEqualToALaterOne(std::span<Key> keys, std::vector<bool>& marked) {
  const auto is_the_first = [&](const Key& key) { return key.name == keys.front().name; };
  if (!std::all_of(keys.begin(), keys.end(), is_the_first)) {
    std::stable_sort(keys.begin(), keys.end(), [](const Key& left, const Key& right) { return left.name < right.name; });
  }
  for (std::size_t i = 1; i < keys.size(); ++i) {
    marked[keys[i - 1].index] = keys[i - 1].name == keys[i].name;
  }
}

// For each member whether it is; empty if none is.
std::vector<bool> EqualToALaterOne(const Value& object) {
  std::vector<Key> keys = SortedByHash(object);
  std::vector<bool> marked;
  for (std::size_t begin = 0, end = 0; begin < keys.size(); begin = end) {
    end = begin + 1;
    while (end < keys.size() && keys[end].hash == keys[begin].hash) {
      ++end;
    }
    if (end - begin > 1) {
      marked.resize(keys.size(), false);
      MarkEqualToALaterOne(std::span(keys).subspan(begin, end - begin), marked);
    }
  }
  return marked;
}

void KeepLast(Value& object) {
  constexpr rapidjson::SizeType kFew = 16;
  if (object.MemberCount() <= kFew && !HasEqualKeysAmongFew(object)) {
    return;
  }
  const std::vector<bool> dropped = EqualToALaterOne(object);
  if (dropped.empty()) {
    return;
  }
  auto kept = object.MemberBegin();
  std::size_t index = 0;
  for (auto member = object.MemberBegin(); member != object.MemberEnd(); ++member) {
    if (dropped[index++]) {
      continue;
    }
    if (kept != member) {
      kept->name = member->name;
      kept->value = member->value;
    }
    ++kept;
  }
  object.EraseMember(kept, object.MemberEnd());
}

void Visit(Value& value) {
  if (value.IsObject()) {
    KeepLast(value);
    for (auto& member : value.GetObject()) {
      Visit(member.value);
    }
  } else if (value.IsArray()) {
    for (auto& element : value.GetArray()) {
      Visit(element);
    }
  }
}

}  // namespace

void KeepLastOfEqualKeys(rapidjson::Document& document) { Visit(document); }

}  // namespace rockpool::protocol
