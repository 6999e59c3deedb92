#include "server/web_authn/cbor.h"

#include <limits>

namespace rockpool::web_authn {
namespace {

enum Major : unsigned { kUnsigned = 0, kNegative = 1, kByteString = 2, kTextString = 3, kArrayOf = 4, kMapOf = 5, kSimpleOrFloat = 7 };

constexpr std::uint64_t kOneByte = 24;  // what says that the number follows in one byte; 25, 26 and 27: in two, four and eight
constexpr std::uint64_t kFalse = 20;
constexpr std::uint64_t kNull = 22;

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::optional<CborValue> Read(int depth) {
    const std::optional<Head> head = ReadHead();
    if (!head || ++values_ > kMostCborValues) {
      return std::nullopt;
    }
    switch (head->major) {
      case kUnsigned:
      case kNegative:
        return Integer(*head);
      case kByteString:
      case kTextString:
        return String(*head);
      case kArrayOf:
      case kMapOf:
        return depth > 0 ? Container(*head, depth - 1) : std::nullopt;
      case kSimpleOrFloat:
        return head->number >= kFalse && head->number <= kNull
                   ? std::optional(CborValue{
                         .kind = CborValue::Kind::kSimple, .integer = static_cast<std::int64_t>(head->number), .bytes = {}, .elements = {}})
                   : std::nullopt;
      default:
        return std::nullopt;
    }
  }

  std::string_view rest() const { return rest_; }

 private:
  struct Head {
    unsigned major = 0;
    std::uint64_t number = 0;
  };

  std::optional<Head> ReadHead() {
    if (rest_.empty()) {
      return std::nullopt;
    }
    const auto first = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    Head head{static_cast<unsigned>(first) >> 5U, first & 0x1FU};
    if (head.number < kOneByte) {
      return head;
    }
    if (head.number > kOneByte + 3 || head.major == kSimpleOrFloat) {
      return std::nullopt;
    }
    const std::size_t size = std::size_t{1} << (head.number - kOneByte);
    if (rest_.size() < size) {
      return std::nullopt;
    }
    std::uint64_t number = 0;
    for (const char byte : rest_.substr(0, size)) {
      number = number << 8U | static_cast<unsigned char>(byte);
    }
    rest_.remove_prefix(size);
    // The number would have fitted into fewer bytes.
    const bool is_shortest = size == 1 ? number >= kOneByte : number >> (size * 4) != 0;
    return is_shortest ? std::optional(Head{head.major, number}) : std::nullopt;
  }

  static std::optional<CborValue> Integer(const Head& head) {
    if (head.number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return std::nullopt;
    }
    CborValue value;
    value.kind = CborValue::Kind::kInteger;
    const auto number = static_cast<std::int64_t>(head.number);
    value.integer = head.major == kNegative ? -1 - number : number;
    return value;
  }

  std::optional<CborValue> String(const Head& head) {
    if (head.number > rest_.size()) {
      return std::nullopt;
    }
    CborValue value;
    value.kind = head.major == kByteString ? CborValue::Kind::kBytes : CborValue::Kind::kText;
    value.bytes = rest_.substr(0, head.number);
    rest_.remove_prefix(head.number);
    return value;
  }

  std::optional<CborValue> Container(const Head& head, int depth) {
    const bool is_map = head.major == kMapOf;
    if (head.number > kMostCborValues) {
      return std::nullopt;
    }
    CborValue value;
    value.kind = is_map ? CborValue::Kind::kMap : CborValue::Kind::kArray;
    const std::uint64_t count = is_map ? 2 * head.number : head.number;
    for (std::uint64_t i = 0; i < count; ++i) {
      std::optional<CborValue> element = Read(depth);
      if (!element || (is_map && i % 2 == 0 && !IsNewKey(value, *element))) {
        return std::nullopt;
      }
      value.elements.push_back(*std::move(element));
    }
    return value;
  }

  static bool IsNewKey(const CborValue& map, const CborValue& key) {
    switch (key.kind) {
      case CborValue::Kind::kInteger:
        return map.Find(key.integer) == nullptr;
      case CborValue::Kind::kText:
        return map.Find(key.bytes) == nullptr;
      default:
        return false;
    }
  }

  std::string_view rest_;
  std::size_t values_ = 0;
};

void WriteHead(std::string& out, Major major, std::uint64_t number) {
  const auto type = static_cast<unsigned>(major) << 5U;
  if (number < kOneByte) {
    out += static_cast<char>(type | number);
    return;
  }
  unsigned code = 0;
  while (code < 3 && number >> (8U << code) != 0) {
    ++code;
  }
  out += static_cast<char>(type | (kOneByte + code));
  for (unsigned shift = 8U << code; shift != 0; shift -= 8) {
    out += static_cast<char>(number >> (shift - 8) & 0xFFU);
  }
}

std::optional<std::string_view> BytesOf(const CborValue* value) {
  return value != nullptr && value->kind == CborValue::Kind::kBytes ? std::optional(value->bytes) : std::nullopt;
}

}  // namespace

const CborValue* CborValue::Find(std::string_view text_key) const {
  for (std::size_t i = 0; kind == Kind::kMap && i + 1 < elements.size(); i += 2) {
    if (elements[i].kind == Kind::kText && elements[i].bytes == text_key) {
      return &elements[i + 1];
    }
  }
  return nullptr;
}

const CborValue* CborValue::Find(std::int64_t key) const {
  for (std::size_t i = 0; kind == Kind::kMap && i + 1 < elements.size(); i += 2) {
    if (elements[i].kind == Kind::kInteger && elements[i].integer == key) {
      return &elements[i + 1];
    }
  }
  return nullptr;
}

std::optional<std::string_view> CborValue::FindBytes(std::int64_t key) const { return BytesOf(Find(key)); }

std::optional<std::string_view> CborValue::FindBytes(std::string_view text_key) const { return BytesOf(Find(text_key)); }

std::optional<std::int64_t> CborValue::FindInteger(std::int64_t key) const {
  const CborValue* const value = Find(key);
  return value != nullptr && value->kind == Kind::kInteger ? std::optional(value->integer) : std::nullopt;
}

std::optional<CborValue> ReadCbor(std::string_view& bytes) {
  Reader reader(bytes);
  std::optional<CborValue> value = reader.Read(kDeepestCbor);
  if (value) {
    bytes = reader.rest();
  }
  return value;
}

std::optional<CborValue> ReadWholeCbor(std::string_view bytes) {
  std::optional<CborValue> value = ReadCbor(bytes);
  return bytes.empty() ? value : std::nullopt;
}

void WriteCborInteger(std::string& out, std::int64_t integer) {
  if (integer < 0) {
    WriteHead(out, kNegative, static_cast<std::uint64_t>(-1 - integer));
  } else {
    WriteHead(out, kUnsigned, static_cast<std::uint64_t>(integer));
  }
}

void WriteCborBytes(std::string& out, std::string_view bytes) {
  WriteHead(out, kByteString, bytes.size());
  out += bytes;
}

void WriteCborText(std::string& out, std::string_view text) {
  WriteHead(out, kTextString, text.size());
  out += text;
}

void WriteCborArray(std::string& out, std::size_t count) { WriteHead(out, kArrayOf, count); }

void WriteCborMap(std::string& out, std::size_t pairs) { WriteHead(out, kMapOf, pairs); }

}  // namespace rockpool::web_authn
