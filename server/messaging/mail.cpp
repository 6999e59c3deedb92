#include "server/messaging/mail.h"

#include <algorithm>
#include <cstddef>

#include "server/crypto/base64.h"

namespace rockpool::messaging {
namespace {

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// "=?" begins an encoded word.
bool IsPlain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; }) && text.find("=?") == std::string_view::npos;
}

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
    }
    quoted += c;
  }
  return quoted + '"';
}

std::string_view Trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::string EncodedWords(std::string_view text) {
  // An encoded word has 75 characters at most (RFC 2047, 2), of which 12 are not the text's: 45 bytes make 60.
  constexpr std::size_t kMostBytes = 45;
  std::string words;
  while (!text.empty()) {
    std::size_t size = std::min(text.size(), kMostBytes);
    while (size < text.size() && size > 1 && IsContinuation(text[size])) {
      --size;
    }
    words.append(words.empty() ? "" : "\r\n ").append("=?UTF-8?B?").append(crypto::Base64Encode(text.substr(0, size))).append("?=");
    text.remove_prefix(size);
  }
  return words;
}

}  // namespace

bool IsMailAddress(std::string_view text) {
  constexpr std::size_t kLongest = 320;  // 64 before the @ and 255 behind it (RFC 5321, 4.5.3.1)
  const std::size_t at = text.rfind('@');
  return text.size() <= kLongest && at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         std::ranges::none_of(text, [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte <= 0x20 || byte == 0x7F || c == '<' || c == '>' || c == ',';
         });
}

std::string HeaderText(std::string_view text) { return IsPlain(text) ? std::string(text) : EncodedWords(text); }

std::string Mailbox::ToHeader() const {
  if (name.empty()) {
    return "<" + address + ">";
  }
  return (IsPlain(name) ? Quoted(name) : EncodedWords(name)) + " <" + address + ">";
}

std::optional<Mailbox> ParseMailbox(std::string_view text) {
  Mailbox mailbox;
  text = Trimmed(text);
  if (text.ends_with('>')) {
    const std::size_t open = text.rfind('<');
    if (open == std::string_view::npos) {
      return std::nullopt;
    }
    mailbox.address = text.substr(open + 1, text.size() - open - 2);
    std::string_view name = Trimmed(text.substr(0, open));
    if (name.size() > 1 && name.starts_with('"') && name.ends_with('"')) {
      name = name.substr(1, name.size() - 2);
    }
    mailbox.name = name;
  } else {
    mailbox.address = text;
  }
  return IsMailAddress(mailbox.address) ? std::make_optional(std::move(mailbox)) : std::nullopt;
}

}  // namespace rockpool::messaging
