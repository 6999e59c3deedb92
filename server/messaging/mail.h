// The head of an e-mail (RFC 5322): nothing that is put into it can begin a header of its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rockpool::messaging {

// Whether the text may stand between angle brackets, in a header and in SMTP's commands: something before and behind its last @, and no
// white space, control characters, angle brackets or commas. It may have characters beyond ASCII (RFC 6531).
bool IsMailAddress(std::string_view text);

// Free text as a header's value: as it is where it is plain ASCII, else as encoded words (RFC 2047). On one line, or folded.
std::string HeaderText(std::string_view text);

struct Mailbox {
  std::string name;  // may be empty
  std::string address;

  // `"Ada" <ada@example.com>`, for a header.
  std::string ToHeader() const;
};

// Reads `ada@example.com` and `Ada Lovelace <ada@example.com>`; nullopt where the address is none.
std::optional<Mailbox> ParseMailbox(std::string_view text);

}  // namespace rockpool::messaging
