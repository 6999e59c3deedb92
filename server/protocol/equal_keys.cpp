#include "server/protocol/equal_keys.h"

#include <string_view>
#include <unordered_map>
#include <vector>

namespace rockpool::protocol {
namespace {

using Value = rapidjson::Value;
using Allocator = rapidjson::Document::AllocatorType;

std::string_view NameOf(const Value::Member& member) { return {member.name.GetString(), member.name.GetStringLength()}; }

// Without a table: objects are small, and nearly all have no equal keys.
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

void KeepLast(Value& object, Allocator& allocator) {
  constexpr rapidjson::SizeType kFew = 16;
  if (object.MemberCount() <= kFew && !HasEqualKeysAmongFew(object)) {
    return;
  }
  std::unordered_map<std::string_view, std::size_t> last;
  std::size_t index = 0;
  for (const auto& member : object.GetObject()) {
    last[NameOf(member)] = index++;
  }
  if (last.size() == index) {
    return;
  }
  std::vector<bool> keep(index, false);
  for (const auto& [name, position] : last) {
    keep[position] = true;
  }
  Value kept(rapidjson::kObjectType);
  index = 0;
  for (auto& member : object.GetObject()) {
    if (keep[index++]) {
      kept.AddMember(member.name, member.value, allocator);
    }
  }
  object = kept;
}

void Visit(Value& value, Allocator& allocator) {
  if (value.IsObject()) {
    KeepLast(value, allocator);
    for (auto& member : value.GetObject()) {
      Visit(member.value, allocator);
    }
  } else if (value.IsArray()) {
    for (auto& element : value.GetArray()) {
      Visit(element, allocator);
    }
  }
}

}  // namespace

void KeepLastOfEqualKeys(rapidjson::Document& document) { Visit(document, document.GetAllocator()); }

}  // namespace rockpool::protocol
