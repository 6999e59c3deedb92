// xml: well-formed trees out of untrusted text, within bounds, and their signatures and encryption. It sees no other folders but util and
// crypto, whose keys it is given, and knows no SAML.
//
// XML from strangers, read by libxml2 within bounds. This folder is the only place that knows libxml2 and xmlsec1; what the elements mean
// is for others to say.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct _xmlDoc;   // NOLINT(bugprone-reserved-identifier): libxml2 calls its types so, and its headers stay out of this one
struct _xmlNode;  // NOLINT(bugprone-reserved-identifier)

namespace rockpool::xml {

inline constexpr std::size_t kMaxBytes = 1024 * 1024;
inline constexpr std::size_t kMaxElements = 20'000;  // of a document; a response of 100 attributes has some 300

// A view of an element; valid while its document lives.
class Element {
 public:
  bool Is(std::string_view name_space, std::string_view name) const;

  // The elements directly below that have this name, in the order of the document.
  std::vector<Element> Children(std::string_view name_space, std::string_view name) const;

  // The value of an attribute without a namespace; nullopt if the element has none of that name.
  std::optional<std::string> Attribute(const std::string& name) const;

  // All text below, that behind comments too.
  std::string Text() const;

  // The element as a text of its own, with the namespaces that it needs. For people to read: what was signed is signature.h's SignedBytes.
  std::string Xml() const;

  // For this folder alone.
  explicit Element(_xmlNode* node) : node_(node) {}
  _xmlNode* native() const { return node_; }

 private:
  _xmlNode* node_;
};

class Document {
 public:
  // nullopt for what is not well-formed (namespaces included) and for what this program will not read, however well-formed: a document
  // type declaration (so no entity is ever declared and nothing external is ever named), more than kMaxBytes or kMaxElements, a single tag,
  // comment or CDATA section of more than 16 KiB, deep nesting, hundreds of namespaces in force at once. The declared encoding is ignored:
  // the text is UTF-8, or UTF-16 with its mark. Time grows with the length of the text whatever is in it. Touches neither network nor
  // files. Any thread.
  static std::optional<Document> Parse(std::string_view text);

  Element Root() const;

  // For this folder alone; belongs to this object.
  _xmlDoc* native() const { return tree_.get(); }

 private:
  struct Free {
    void operator()(_xmlDoc* document) const;
  };
  using Tree = std::unique_ptr<_xmlDoc, Free>;

  explicit Document(Tree tree) : tree_(std::move(tree)) {}

  Tree tree_;
};

// Text as it is written into an element or an attribute's value. Requires: valid UTF-8. A character that XML has no way to write becomes
// U+FFFD.
std::string Escaped(std::string_view text);

}  // namespace rockpool::xml
