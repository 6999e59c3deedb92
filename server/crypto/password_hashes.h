// Passwords as other systems keep them, which an import brings along: bcrypt, scrypt, Argon2id and PBKDF2. They are checked and never made.
//
// Which forms and which costs are taken is AWS's (the developer guide, "Importing users with password hashes"). A check takes as long as
// its cost says, up to a third of a second and 64 MiB: nothing of this belongs into a transaction. Any thread.
#pragma once

#include <string_view>

namespace rockpool::crypto {

enum class PasswordHashing { kBcrypt, kScrypt, kArgon2id, kPbkdf2Sha256 };

// Whether the text is a hash of that kind, in its form and within the costs that are taken. Takes microseconds.
bool IsPasswordHash(PasswordHashing kind, std::string_view text);

// Whether it is a hash of this password. False for what is no such hash, and for a password with a NUL, which some of the libraries would
// end at. Hashes are compared in constant time.
bool MatchesPasswordHash(PasswordHashing kind, std::string_view text, std::string_view password);

}  // namespace rockpool::crypto
