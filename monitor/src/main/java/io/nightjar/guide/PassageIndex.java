package io.nightjar.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * Passages by their words, in memory. A word counts most as it is written (but for its ending),
 * less as the beginning of a longer one, least one or two letters off.
 */
final class PassageIndex {
  private static final String TITLE = "title";
  private static final String SECTION = "section";
  private static final String TEXT = "text";
  private static final List<String> FIELDS = List.of(TITLE, SECTION, TEXT);

  /** The most words of a question that are looked up. */
  private static final int MOST_WORDS = 16;

  private final List<Passage> passages;
  private final Analyzer analyzer = new EnglishAnalyzer();
  private final IndexSearcher searcher;

  private PassageIndex(List<Passage> passages) throws IOException {
    this.passages = passages;
    this.searcher = new IndexSearcher(DirectoryReader.open(written()));
  }

  static PassageIndex of(List<Passage> passages) {
    try {
      return new PassageIndex(passages);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of a document is that of its passage: all are written at once, in order. */
  private ByteBuffersDirectory written() throws IOException {
    ByteBuffersDirectory directory = new ByteBuffersDirectory();
    try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
      for (Passage passage : passages) {
        Document document = new Document();
        document.add(new TextField(TITLE, apart(passage.title()), Field.Store.NO));
        document.add(new TextField(SECTION, apart(passage.section()), Field.Store.NO));
        document.add(new TextField(TEXT, apart(passage.text()), Field.Store.NO));
        writer.addDocument(document);
      }
    }
    return directory;
  }

  /** Names of tools and columns are found by their parts. */
  private static String apart(String text) {
    return text.replace('_', ' ');
  }

  /** The best passages, best first. */
  List<Passage> search(String words, int most) {
    try {
      List<Passage> found = new ArrayList<>();
      for (ScoreDoc hit : searcher.search(query(words), most).scoreDocs) {
        found.add(passages.get(hit.doc));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Query query(String words) throws IOException {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (String word : terms(words)) {
      any.add(query(word, FIELDS), Occur.SHOULD);
    }
    return any.build();
  }

  /** In whichever field it fits best. */
  private static Query query(String word, List<String> fields) {
    List<Query> ways = new ArrayList<>();
    for (String field : fields) {
      float weight = field.equals(TITLE) ? 0.5f : 1;
      ways.add(new BoostQuery(new TermQuery(new Term(field, word)), weight));
      if (word.length() > 2) {
        ways.add(new BoostQuery(new PrefixQuery(new Term(field, word)), 0.3f));
      }
      if (word.length() > 3) {
        int edits = word.length() > 5 ? 2 : 1;
        ways.add(new BoostQuery(new FuzzyQuery(new Term(field, word), edits, 1), 0.5f));
      }
    }
    return new DisjunctionMaxQuery(ways, 0.1f);
  }

  private Set<String> terms(String words) throws IOException {
    Set<String> terms = new LinkedHashSet<>();
    try (TokenStream tokens = analyzer.tokenStream(TEXT, apart(words))) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (terms.size() < MOST_WORDS && tokens.incrementToken()) {
        terms.add(term.toString());
      }
      tokens.end();
    }
    return terms;
  }
}
