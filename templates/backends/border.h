/* The border between Python's objects and a kernel's arrays; a module is given only what it uses.
 *
 * Everything here answers 1 for "done" and 0 for "this is not what the kernel was made
 * for"; it never leaves an exception behind and never runs code of the caller's, so that
 * the original statements can still run as if nothing had happened. What the kernel
 * writes, it writes to a copy; `commit` brings it home once nothing can fail any more.
 * A line "//: name needs other" opens each piece.
 */

//: longest
/* Elements along an axis: indices below it have products that fit in 64 bits. */
#define LONGEST (1LL << 31)

//: arenas needs longest
/* Arrays the kernel makes for itself; all are freed together. */
typedef struct Block {
    struct Block *next;
    size_t bytes;
    int group;
    char room[40];              /* what follows begins on a cache line */
} Block;
typedef struct { Block *first; } Arena;

static void *arena_block(Arena *arena, int group, size_t bytes) {
    Block *block = malloc(sizeof(Block) + bytes);
    if (block == NULL) return NULL;
    *block = (Block){arena->first, bytes, group, {0}};
    arena->first = block;
    return block + 1;
}
static inline void arena_free(Arena *arena) {
    while (arena->first != NULL) {
        Block *block = arena->first;
        arena->first = block->next;
        free(block);
    }
}
/* Bytes for so many elements; an impossible count sets *bad. */
static inline size_t arena_bytes(long long count, size_t size, long *bad) {
    if (count < 0 || count > LONGEST) *bad = 1;
    return *bad || count == 0 ? size : (size_t)count * size;
}

//: fresh needs arenas
/* Room for an array; `mine` is the room the same statement took before, used again if it does. */
static void *fresh(Arena *arena, void *mine, long long count, size_t size, long *bad) {
    size_t bytes = arena_bytes(count, size, bad);
    if (*bad) return mine;
    if (mine != NULL && ((Block *)mine)[-1].bytes >= bytes) return mine;
    void *room = arena_block(arena, 0, bytes);
    *bad |= room == NULL;
    return room == NULL ? mine : room;
}

//: spare needs arenas
/* Room for an array whose name changes hands: any of the group's that no name holds now. */
static void *spare(Arena *arena, int group, long long count, size_t size, long *bad, int names, ...) {
    size_t bytes = arena_bytes(count, size, bad);
    for (Block *block = arena->first; block != NULL && !*bad; block = block->next) {
        int held = block->group != group || block->bytes < bytes;
        va_list holders;
        va_start(holders, names);
        for (int i = 0; i < names; i++) held |= va_arg(holders, void *) == (void *)(block + 1);
        va_end(holders);
        if (!held) return block + 1;
    }
    void *room = *bad ? NULL : arena_block(arena, group, bytes);
    if (room == NULL) { *bad = 1; return arena_block(arena, group, 64); }
    return room;
}

//: grown needs arenas
/* A growing list's next room: twice as much, with what it holds. */
static void *grown(Arena *arena, void *mine, long long count, size_t size, long *bad) {
    size_t bytes = arena_bytes(2 * count, size, bad);
    void *room = *bad ? NULL : arena_block(arena, ((Block *)mine)[-1].group, bytes);
    if (room == NULL) { *bad = 1; return mine; }
    memcpy(room, mine, (size_t)count * size);
    return room;
}

//: room_of
static inline long long room_of(const void *mine, size_t size) {
    return (long long)(((const Block *)mine)[-1].bytes / size);
}

//: first_room
/* Elements to begin a growing list with, from how many it may come to hold. */
static inline long long first_room(long long wanted) {
    return wanted < 16 ? 16 : wanted > 65536 ? 65536 : wanted;
}

//: elements needs longest
/* The number of elements of a shape. */
static inline long long elements(long long rows, long long columns, long *bad) {
    long long count;
    *bad |= (rows < 0) | (columns < 0) | (rows > LONGEST) | (columns > LONGEST)
        | __builtin_mul_overflow(rows, columns, &count);
    return count;
}

//: grid
/* An array that the kernel hands back: its own, or (slot >= 0) one that it was given. */
typedef struct { void *data; long long shape[4]; int slot; } Grid;

//: border needs longest
typedef struct {
    void *data;                 /* what the kernel works on, in C order */
    long long shape[4];
    long long count;            /* elements in all */
    size_t size;                /* bytes of one */
    PyObject *origin;           /* the caller's object */
    PyObject **rows;            /* its innermost lists, in order */
    long long row_count;
    PyObject **changed;         /* new objects for elements that changed, ready to be set */
    Py_buffer view;             /* an ndarray's memory */
    int written, owned;
} Border;

/* No finalizer of the caller's may change its lists meanwhile. */
static int border_open(Border *borders, int count) {
    memset(borders, 0, (size_t)count * sizeof(Border));
    return PyGC_Disable();
}

static void border_close(Border *borders, int count, int collecting) {
    for (Border *border = borders; border < borders + count; border++) {
        if (border->owned) free(border->data);
        for (long long i = 0; border->changed != NULL && i < border->count; i++)
            Py_XDECREF(border->changed[i]);
        free(border->changed);
        free(border->rows);
        if (border->view.obj != NULL) PyBuffer_Release(&border->view);
    }
    if (collecting) PyGC_Enable();
}

static int border_room(Border *border) {
    border->data = calloc((size_t)border->count + 1, border->size);
    border->owned = border->data != NULL;
    return border->owned;
}

//: frames_left
/* How many calls deeper Python would go before it raises RecursionError. */
static inline int frames_left(void) {
#if PY_VERSION_HEX >= 0x030c0000
    return PyThreadState_Get()->py_recursion_remaining;
#else
    return PyThreadState_Get()->recursion_remaining;
#endif
}

//: asking_names
/* The globals of the function that asks: compiled code has no frame of its own. */
static PyObject *asking_names(void) {
    PyObject *names = PyEval_GetGlobals();
    return Py_NewRef(names == NULL ? Py_None : names);
}

//: asking_frame
static PyObject *asking_frame(void) {
    PyFrameObject *frame = PyEval_GetFrame();
    return Py_NewRef(frame == NULL ? Py_None : (PyObject *)frame);
}

//: asked_by
static int asked_by(PyObject *code) {
    PyFrameObject *frame = PyEval_GetFrame();
    if (frame == NULL) return 0;
    PyCodeObject *own = PyFrame_GetCode(frame);
    Py_DECREF(own);             /* its frame holds it */
    return (PyObject *)own == code;
}

//: named
/* What a name means among globals; None if it means nothing there. */
static PyObject *named(PyObject *names, PyObject *name) {
    PyObject *found = PyDict_GetItemWithError(names, name);
    if (found == NULL && !PyErr_Occurred())
        found = PyDict_GetItemWithError(PyEval_GetBuiltins(), name);
    PyErr_Clear();
    return Py_NewRef(found == NULL ? Py_None : found);
}

//: member
/* What a module has under a name; None for anything that may run code when it is asked. */
static PyObject *member(PyObject *module, PyObject *name) {
    PyObject *found = NULL;
    if (PyModule_CheckExact(module))
        found = PyDict_GetItemWithError(PyModule_GetDict(module), name);
    PyErr_Clear();
    return Py_NewRef(found == NULL ? Py_None : found);
}

//: same_function
/* Is it the function that was looked at, with these globals (None for another file's)? */
static int same_function(PyObject *value, PyObject *names, PyObject *code, PyObject *defaults) {
    if (!PyFunction_Check(value)) return 0;
    PyFunctionObject *own = (PyFunctionObject *)value;
    return own->func_code == code && own->func_kwdefaults == NULL && own->func_closure == NULL
        && (own->func_defaults == NULL ? Py_None : own->func_defaults) == defaults
        && (names == Py_None || own->func_globals == names);
}

//: take_int
static inline int take_int(PyObject *value, long long *to) {
    int overflow = 0;
    if (!PyLong_CheckExact(value)) return 0;
    *to = PyLong_AsLongLongAndOverflow(value, &overflow);
    return !overflow;
}

//: take_word
static inline int take_word(PyObject *value, unsigned long long *to) {
    if (!PyLong_CheckExact(value)) return 0;
    *to = PyLong_AsUnsignedLongLong(value);
    if (*to != (unsigned long long)-1 || !PyErr_Occurred()) return 1;
    PyErr_Clear();
    return 0;
}

//: take_float
static inline int take_float(PyObject *value, double *to) {
    if (!PyFloat_CheckExact(value)) return 0;
    *to = PyFloat_AS_DOUBLE(value);
    return 1;
}

//: take_bool
static inline int take_bool(PyObject *value, int *to) {
    *to = value == Py_True;
    return PyBool_Check(value);
}

//: take_complex
static inline int take_complex(PyObject *value, double complex *to) {
    if (!PyComplex_CheckExact(value)) return 0;
    __real__ *to = PyComplex_RealAsDouble(value);
    __imag__ *to = PyComplex_ImagAsDouble(value);
    return 1;
}

//: take_char
static inline int take_char(PyObject *value, unsigned int *to) {
    if (!PyUnicode_CheckExact(value) || PyUnicode_GET_LENGTH(value) != 1) return 0;
    *to = PyUnicode_READ_CHAR(value, 0);
    return 1;
}

//: take_ndarray needs border
static int take_ndarray(Border *border, PyObject *value, PyObject *ndarray, const char *format,
                        size_t size, int axes, int written) {
    if ((PyObject *)Py_TYPE(value) != ndarray) return 0;
    if (PyObject_GetBuffer(value, &border->view, written ? PyBUF_FULL : PyBUF_FULL_RO) < 0) {
        PyErr_Clear();
        border->view.obj = NULL;
        return 0;
    }
    Py_buffer *view = &border->view;
    if (view->ndim != axes || (size_t)view->itemsize != size || strcmp(view->format, format) != 0
        || !PyBuffer_IsContiguous(view, 'C') || (size_t)view->buf % (size < 8 ? size : 8) != 0)
        return 0;
    border->origin = value;
    border->written = written;
    border->size = size;
    border->count = 1;
    for (int axis = 0; axis < axes; axis++) {
        if (view->shape[axis] > LONGEST) return 0;
        border->count *= border->shape[axis] = view->shape[axis];
    }
    for (long long i = 0; format[0] == '?' && i < border->count; i++)
        if (((const unsigned char *)view->buf)[i] > 1) return 0; /* a view of other bytes */
    if (!written && border->count > 0) {
        border->data = view->buf;
        return 1;
    }
    if (!border_room(border)) return 0;
    memcpy(border->data, view->buf, (size_t)border->count * size);
    return 1;
}

//: take_nest needs border
/* Lists or tuples (l, t) in each other, text (s) or bytes (b) innermost: all equally long. */
typedef int (*RowReader)(PyObject *row, long long length, void *to);

static long long nest_length(PyObject *value, char layer) {
    switch (layer) {
    case 'l': return PyList_CheckExact(value) ? PyList_GET_SIZE(value) : -1;
    case 't': return PyTuple_CheckExact(value) ? PyTuple_GET_SIZE(value) : -1;
    case 's': return PyUnicode_CheckExact(value) ? PyUnicode_GET_LENGTH(value) : -1;
    default: return PyBytes_CheckExact(value) ? PyBytes_GET_SIZE(value) : -1;
    }
}

static int nest_rows(Border *border, PyObject *value, const char *layers, int axis) {
    if (nest_length(value, layers[axis]) != border->shape[axis]) return 0;
    if (layers[axis + 1] == 0) {
        border->rows[border->row_count++] = value;
        return 1;
    }
    PyObject **items = PySequence_Fast_ITEMS(value);
    for (long long i = 0; i < border->shape[axis]; i++)
        if (!nest_rows(border, items[i], layers, axis + 1)) return 0;
    return 1;
}

static int nest_shape(Border *border, PyObject *value, const char *layers) {
    long long rows = 1;
    for (int axis = 0; layers[axis] != 0; axis++) {
        long long length = border->shape[axis] = nest_length(value, layers[axis]);
        if (length > LONGEST) return 0;
        if (layers[axis + 1] == 0)
            return length >= 0 && !__builtin_mul_overflow(rows, length, &border->count)
                && border->count < (1LL << 40) && (border->row_count = rows) > 0;
        if (length <= 0 || __builtin_mul_overflow(rows, length, &rows) || rows > (1LL << 32))
            return 0;
        value = PySequence_Fast_ITEMS(value)[0];
    }
    return 0;
}

static int take_nest(Border *border, PyObject *value, const char *layers, size_t size,
                     RowReader read, int written) {
    border->origin = value;
    border->written = written;
    border->size = size;
    if (!nest_shape(border, value, layers)) return 0;
    border->rows = malloc((size_t)border->row_count * sizeof(PyObject *));
    long long rows = border->row_count, length = border->count / rows;
    border->row_count = 0;
    if (border->rows == NULL || !nest_rows(border, value, layers, 0)) return 0;
    /* One row many times over takes next to nothing in Python; do not blow it up. */
    if (rows > 1 && border->count > (1LL << 22) && border->rows[0] == border->rows[rows - 1])
        return 0;
    if (!border_room(border)) return 0;
    for (long long row = 0; row < rows; row++)
        if (!read(border->rows[row], length, (char *)border->data + (size_t)(row * length) * size))
            return 0;
    return 1;
}

//: read_floats
static int read_floats(PyObject *row, long long length, void *to) {
    PyObject **items = PySequence_Fast_ITEMS(row);
    double *out = to;
    for (long long i = 0; i < length; i++) {
        if (!PyFloat_CheckExact(items[i])) return 0;
        out[i] = PyFloat_AS_DOUBLE(items[i]);
    }
    return 1;
}

//: read_ints needs take_int
static int read_ints(PyObject *row, long long length, void *to) {
    PyObject **items = PySequence_Fast_ITEMS(row);
    long long *out = to;
    for (long long i = 0; i < length; i++)
        if (!take_int(items[i], &out[i])) return 0;
    return 1;
}

//: read_bools
static int read_bools(PyObject *row, long long length, void *to) {
    PyObject **items = PySequence_Fast_ITEMS(row);
    unsigned char *out = to;
    for (long long i = 0; i < length; i++) {
        if (!PyBool_Check(items[i])) return 0;
        out[i] = items[i] == Py_True;
    }
    return 1;
}

//: read_complexes needs take_complex
static int read_complexes(PyObject *row, long long length, void *to) {
    PyObject **items = PySequence_Fast_ITEMS(row);
    double complex *out = to;
    for (long long i = 0; i < length; i++)
        if (!take_complex(items[i], &out[i])) return 0;
    return 1;
}

//: read_chars needs take_char
static int read_chars(PyObject *row, long long length, void *to) {
    PyObject **items = PySequence_Fast_ITEMS(row);
    unsigned int *out = to;
    for (long long i = 0; i < length; i++)
        if (!take_char(items[i], &out[i])) return 0;
    return 1;
}

//: read_text
static int read_text(PyObject *row, long long length, void *to) {
    unsigned int *out = to;
    for (long long i = 0; i < length; i++) out[i] = PyUnicode_READ_CHAR(row, i);
    return 1;
}

//: read_bytes
static int read_bytes(PyObject *row, long long length, void *to) {
    const unsigned char *text = (const unsigned char *)PyBytes_AS_STRING(row);
    long long *out = to;
    for (long long i = 0; i < length; i++) out[i] = text[i];
    return 1;
}

//: read_numpy_floats
/* np.float64 is a float with a type of its own. */
static PyObject *numpy_float64 = NULL;
static void know_numpy_float64(PyObject *type) { Py_XSETREF(numpy_float64, Py_NewRef(type)); }

static int read_numpy_floats(PyObject *row, long long length, void *to) {
    PyObject **items = PySequence_Fast_ITEMS(row);
    double *out = to;
    for (long long i = 0; i < length; i++) {
        if ((PyObject *)Py_TYPE(items[i]) != numpy_float64) return 0;
        out[i] = PyFloat_AS_DOUBLE(items[i]);
    }
    return 1;
}

//: apart needs border
/* Is all that is written reachable in one way only? */
typedef struct { PyObject *row; int written; } OwnedRow;

static int compare_rows(const void *a, const void *b) {
    const OwnedRow *left = a, *right = b;
    return (left->row > right->row) - (left->row < right->row);
}

static int rows_apart(Border *borders, int count, long long rows) {
    OwnedRow *all = malloc((size_t)rows * sizeof(OwnedRow));
    int apart = all != NULL;
    for (long long at = 0, i = 0; apart && i < count; i++)
        for (long long row = 0; row < borders[i].row_count; row++)
            all[at++] = (OwnedRow){borders[i].rows[row], borders[i].written};
    if (apart) qsort(all, (size_t)rows, sizeof(OwnedRow), compare_rows);
    for (long long i = 1; apart && i < rows; i++) /* of three alike, two neighbours tell */
        apart = all[i].row != all[i - 1].row || !(all[i].written | all[i - 1].written);
    free(all);
    return apart;
}

static int apart(Border *borders, int count) {
    long long rows = 0;
    int written_rows = 0;
    for (int i = 0; i < count; i++) {
        rows += borders[i].row_count;
        written_rows |= borders[i].rows != NULL && borders[i].written;
        if (borders[i].view.obj == NULL || !borders[i].written) continue;
        const char *start = borders[i].view.buf, *stop = start + borders[i].view.len;
        for (int j = 0; j < count; j++) {
            if (j == i || borders[j].view.obj == NULL) continue;
            const char *other = borders[j].view.buf;
            if (start < other + borders[j].view.len && other < stop) return 0;
        }
    }
    return !written_rows || rows < 2 || rows_apart(borders, count, rows);
}

//: box
typedef PyObject *(*Box)(const void *value);
static PyObject *box_float(const void *value) { return PyFloat_FromDouble(*(const double *)value); }
static PyObject *box_int(const void *value) { return PyLong_FromLongLong(*(const long long *)value); }
static PyObject *box_word(const void *value) {
    return PyLong_FromUnsignedLongLong(*(const unsigned long long *)value);
}
static PyObject *box_bool(const void *value) { return PyBool_FromLong(*(const unsigned char *)value); }
static PyObject *box_complex(const void *value) {
    const double *parts = value;
    return PyComplex_FromDoubles(parts[0], parts[1]);
}
static PyObject *box_char(const void *value) {
    return PyUnicode_FromOrdinal((int)*(const unsigned int *)value);
}

//: make_nest needs box
/* New lists (l) or tuples (t) of boxed elements, or one text (s). */
static PyObject *make_nest(const char *data, const long long *shape, const char *layers,
                           size_t size, Box box) {
    long long stride = (long long)size;
    if (layers[0] == 's')
        return PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, data, (Py_ssize_t)shape[0]);
    for (int axis = 1; layers[axis] != 0; axis++) stride *= shape[axis];
    PyObject *nest = layers[0] == 'l' ? PyList_New((Py_ssize_t)shape[0])
                                      : PyTuple_New((Py_ssize_t)shape[0]);
    if (nest == NULL) return NULL;
    PyObject **items = PySequence_Fast_ITEMS(nest);
    for (long long i = 0; i < shape[0]; i++) {
        const char *at = data + i * stride;
        items[i] = layers[1] == 0 ? box(at) : make_nest(at, shape + 1, layers + 1, size, box);
        if (items[i] == NULL) {
            Py_DECREF(nest);
            return NULL;
        }
    }
    return nest;
}

//: fill_ndarray
/* A new ndarray's content. */
static PyObject *fill_ndarray(PyObject *array, const void *data) {
    Py_buffer view;
    if (PyObject_GetBuffer(array, &view, PyBUF_CONTIG) < 0) return NULL;
    memcpy(view.buf, data, (size_t)view.len);
    PyBuffer_Release(&view);
    return Py_NewRef(array);
}

//: prepare needs border box take_nest
/* New objects for the elements of a written nest that changed; commit then cannot fail. */
static int prepare(Border *border, RowReader read, Box box) {
    long long length = border->row_count ? border->count / border->row_count : 0;
    char *old = malloc(((size_t)length + 1) * border->size);
    border->changed = calloc((size_t)border->count + 1, sizeof(PyObject *));
    int done = old != NULL && border->changed != NULL;
    for (long long row = 0; done && row < border->row_count; row++) {
        const char *now = (char *)border->data + (size_t)(row * length) * border->size;
        done = PyList_GET_SIZE(border->rows[row]) == length && read(border->rows[row], length, old);
        for (long long i = 0; done && i < length; i++) {
            const char *value = now + (size_t)i * border->size;
            if (memcmp(value, old + (size_t)i * border->size, border->size) == 0) continue;
            border->changed[row * length + i] = box(value);
            done = border->changed[row * length + i] != NULL;
        }
    }
    free(old);
    if (!done) PyErr_Clear();
    return done;
}

//: commit needs border
/* What was written, back into the caller's objects. */
static void commit(Border *border) {
    long long length = border->row_count ? border->count / border->row_count : 0;
    if (!border->written) return;
    if (border->view.obj != NULL) {
        memcpy(border->view.buf, border->data, (size_t)border->view.len);
        return;
    }
    for (long long row = 0; row < border->row_count; row++) {
        PyObject **items = PySequence_Fast_ITEMS(border->rows[row]);
        PyObject **changed = border->changed + row * length;
        for (long long i = 0; i < length; i++) {
            if (changed[i] == NULL) continue;
            PyObject *old = items[i];
            items[i] = changed[i];
            changed[i] = NULL;
            Py_DECREF(old);
        }
    }
}

//: ufuncs
/* NumPy rounds its elementary functions in a way of its own; so its own loops are called, for
 * one number at a time. What the head of a ufunc looks like has not changed since NumPy 1.0. */
typedef struct {
    PyObject_HEAD
    int inputs, outputs, operands, identity;
    void (**loops)(char **, const Py_ssize_t *, const Py_ssize_t *, void *);
    void *const *data;
    int count, reserved;
    const char *name;
    const char *types;
} UfuncHead;
typedef struct {
    void (*loop)(char **, const Py_ssize_t *, const Py_ssize_t *, void *);
    void *data;
} UfuncLoop;

static int ufunc_found(PyObject *object, UfuncLoop *found, int inputs) {
    const UfuncHead *ufunc = (const UfuncHead *)object;
    const int float64 = 12;
    if (strcmp(Py_TYPE(object)->tp_name, "numpy.ufunc") != 0) return 0;
    if (ufunc->inputs != inputs || ufunc->outputs != 1 || ufunc->operands != inputs + 1) return 0;
    for (int i = 0; i < ufunc->count; i++) {
        int fits = 1;
        for (int k = 0; k <= inputs; k++) fits &= ufunc->types[i * ufunc->operands + k] == float64;
        if (!fits) continue;
        *found = (UfuncLoop){ufunc->loops[i], ufunc->data[i]};
        return found->loop != NULL;
    }
    return 0;
}
/* A loop may clear the tally of warnings before it begins. */
static inline double ufunc_of_two(const UfuncLoop *ufunc, double x, double y) {
    double result = 0.0;
    char *operands[] = {(char *)&x, (char *)&y, (char *)&result};
    const Py_ssize_t count = 1, steps[] = {sizeof(double), sizeof(double), sizeof(double)};
    int before = fetestexcept(FE_OVERFLOW | FE_DIVBYZERO | FE_INVALID);
    ufunc->loop(operands, &count, steps, ufunc->data);
    if (before) feraiseexcept(before);
    return result;
}
static inline double ufunc_of_one(const UfuncLoop *ufunc, double x) {
    double result = 0.0;
    char *operands[] = {(char *)&x, (char *)&result};
    const Py_ssize_t count = 1, steps[] = {sizeof(double), sizeof(double)};
    int before = fetestexcept(FE_OVERFLOW | FE_DIVBYZERO | FE_INVALID);
    ufunc->loop(operands, &count, steps, ufunc->data);
    if (before) feraiseexcept(before);
    return result;
}

//: np_matmul needs ufuncs
static UfuncLoop np_matmul_loop;
static int np_matmul_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_matmul_loop, 2); }

//: numpy_dot needs np_matmul
/* Products are added up as the library under NumPy does it, which only that knows. */
static inline double numpy_dot(const double *a, long long at, long long step, const double *b,
                               long long other, long long by, long long count) {
    double result = 0.0;
    char *operands[] = {(char *)(a + at), (char *)(b + other), (char *)&result};
    const Py_ssize_t one = sizeof(double), row = step * count * one;
    const Py_ssize_t counts[] = {1, 1, count, 1};
    const Py_ssize_t steps[] = {0, 0, 0, row, step * one, by * one, one, one, one};
    int before = fetestexcept(FE_OVERFLOW | FE_DIVBYZERO | FE_INVALID);
    np_matmul_loop.loop(operands, counts, steps, np_matmul_loop.data);
    if (before) feraiseexcept(before);
    return result;
}

//: np_exp needs ufuncs
static UfuncLoop np_exp_loop;
static inline double np_exp(double x) { return ufunc_of_one(&np_exp_loop, x); }
static int np_exp_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_exp_loop, 1); }

//: np_exp2 needs ufuncs
static UfuncLoop np_exp2_loop;
static inline double np_exp2(double x) { return ufunc_of_one(&np_exp2_loop, x); }
static int np_exp2_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_exp2_loop, 1); }

//: np_expm1 needs ufuncs
static UfuncLoop np_expm1_loop;
static inline double np_expm1(double x) { return ufunc_of_one(&np_expm1_loop, x); }
static int np_expm1_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_expm1_loop, 1); }

//: np_log needs ufuncs
static UfuncLoop np_log_loop;
static inline double np_log(double x) { return ufunc_of_one(&np_log_loop, x); }
static int np_log_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_log_loop, 1); }

//: np_log2 needs ufuncs
static UfuncLoop np_log2_loop;
static inline double np_log2(double x) { return ufunc_of_one(&np_log2_loop, x); }
static int np_log2_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_log2_loop, 1); }

//: np_log10 needs ufuncs
static UfuncLoop np_log10_loop;
static inline double np_log10(double x) { return ufunc_of_one(&np_log10_loop, x); }
static int np_log10_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_log10_loop, 1); }

//: np_log1p needs ufuncs
static UfuncLoop np_log1p_loop;
static inline double np_log1p(double x) { return ufunc_of_one(&np_log1p_loop, x); }
static int np_log1p_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_log1p_loop, 1); }

//: np_sin needs ufuncs
static UfuncLoop np_sin_loop;
static inline double np_sin(double x) { return ufunc_of_one(&np_sin_loop, x); }
static int np_sin_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_sin_loop, 1); }

//: np_cos needs ufuncs
static UfuncLoop np_cos_loop;
static inline double np_cos(double x) { return ufunc_of_one(&np_cos_loop, x); }
static int np_cos_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_cos_loop, 1); }

//: np_tan needs ufuncs
static UfuncLoop np_tan_loop;
static inline double np_tan(double x) { return ufunc_of_one(&np_tan_loop, x); }
static int np_tan_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_tan_loop, 1); }

//: np_arcsin needs ufuncs
static UfuncLoop np_arcsin_loop;
static inline double np_arcsin(double x) { return ufunc_of_one(&np_arcsin_loop, x); }
static int np_arcsin_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_arcsin_loop, 1); }

//: np_arccos needs ufuncs
static UfuncLoop np_arccos_loop;
static inline double np_arccos(double x) { return ufunc_of_one(&np_arccos_loop, x); }
static int np_arccos_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_arccos_loop, 1); }

//: np_arctan needs ufuncs
static UfuncLoop np_arctan_loop;
static inline double np_arctan(double x) { return ufunc_of_one(&np_arctan_loop, x); }
static int np_arctan_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_arctan_loop, 1); }

//: np_sinh needs ufuncs
static UfuncLoop np_sinh_loop;
static inline double np_sinh(double x) { return ufunc_of_one(&np_sinh_loop, x); }
static int np_sinh_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_sinh_loop, 1); }

//: np_cosh needs ufuncs
static UfuncLoop np_cosh_loop;
static inline double np_cosh(double x) { return ufunc_of_one(&np_cosh_loop, x); }
static int np_cosh_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_cosh_loop, 1); }

//: np_tanh needs ufuncs
static UfuncLoop np_tanh_loop;
static inline double np_tanh(double x) { return ufunc_of_one(&np_tanh_loop, x); }
static int np_tanh_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_tanh_loop, 1); }

//: np_arcsinh needs ufuncs
static UfuncLoop np_arcsinh_loop;
static inline double np_arcsinh(double x) { return ufunc_of_one(&np_arcsinh_loop, x); }
static int np_arcsinh_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_arcsinh_loop, 1); }

//: np_arccosh needs ufuncs
static UfuncLoop np_arccosh_loop;
static inline double np_arccosh(double x) { return ufunc_of_one(&np_arccosh_loop, x); }
static int np_arccosh_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_arccosh_loop, 1); }

//: np_arctanh needs ufuncs
static UfuncLoop np_arctanh_loop;
static inline double np_arctanh(double x) { return ufunc_of_one(&np_arctanh_loop, x); }
static int np_arctanh_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_arctanh_loop, 1); }

//: np_cbrt needs ufuncs
static UfuncLoop np_cbrt_loop;
static inline double np_cbrt(double x) { return ufunc_of_one(&np_cbrt_loop, x); }
static int np_cbrt_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_cbrt_loop, 1); }

//: np_square needs ufuncs
static UfuncLoop np_square_loop;
static inline double np_square(double x) { return ufunc_of_one(&np_square_loop, x); }
static int np_square_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_square_loop, 1); }

//: np_sign needs ufuncs
static UfuncLoop np_sign_loop;
static inline double np_sign(double x) { return ufunc_of_one(&np_sign_loop, x); }
static int np_sign_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_sign_loop, 1); }

//: np_fabs needs ufuncs
static UfuncLoop np_fabs_loop;
static inline double np_fabs(double x) { return ufunc_of_one(&np_fabs_loop, x); }
static int np_fabs_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_fabs_loop, 1); }

//: np_rint needs ufuncs
static UfuncLoop np_rint_loop;
static inline double np_rint(double x) { return ufunc_of_one(&np_rint_loop, x); }
static int np_rint_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_rint_loop, 1); }

//: np_deg2rad needs ufuncs
static UfuncLoop np_deg2rad_loop;
static inline double np_deg2rad(double x) { return ufunc_of_one(&np_deg2rad_loop, x); }
static int np_deg2rad_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_deg2rad_loop, 1); }

//: np_rad2deg needs ufuncs
static UfuncLoop np_rad2deg_loop;
static inline double np_rad2deg(double x) { return ufunc_of_one(&np_rad2deg_loop, x); }
static int np_rad2deg_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_rad2deg_loop, 1); }

//: np_reciprocal needs ufuncs
static UfuncLoop np_reciprocal_loop;
static inline double np_reciprocal(double x) { return ufunc_of_one(&np_reciprocal_loop, x); }
static int np_reciprocal_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_reciprocal_loop, 1); }

//: np_arctan2 needs ufuncs
static UfuncLoop np_arctan2_loop;
static inline double np_arctan2(double x, double y) { return ufunc_of_two(&np_arctan2_loop, x, y); }
static int np_arctan2_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_arctan2_loop, 2); }

//: np_hypot needs ufuncs
static UfuncLoop np_hypot_loop;
static inline double np_hypot(double x, double y) { return ufunc_of_two(&np_hypot_loop, x, y); }
static int np_hypot_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_hypot_loop, 2); }

//: np_maximum needs ufuncs
static UfuncLoop np_maximum_loop;
static inline double np_maximum(double x, double y) { return ufunc_of_two(&np_maximum_loop, x, y); }
static int np_maximum_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_maximum_loop, 2); }

//: np_minimum needs ufuncs
static UfuncLoop np_minimum_loop;
static inline double np_minimum(double x, double y) { return ufunc_of_two(&np_minimum_loop, x, y); }
static int np_minimum_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_minimum_loop, 2); }

//: np_fmax needs ufuncs
static UfuncLoop np_fmax_loop;
static inline double np_fmax(double x, double y) { return ufunc_of_two(&np_fmax_loop, x, y); }
static int np_fmax_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_fmax_loop, 2); }

//: np_fmin needs ufuncs
static UfuncLoop np_fmin_loop;
static inline double np_fmin(double x, double y) { return ufunc_of_two(&np_fmin_loop, x, y); }
static int np_fmin_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_fmin_loop, 2); }

//: np_power needs ufuncs
static UfuncLoop np_power_loop;
static inline double np_power(double x, double y) { return ufunc_of_two(&np_power_loop, x, y); }
static int np_power_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_power_loop, 2); }

//: np_fmod needs ufuncs
static UfuncLoop np_fmod_loop;
static inline double np_fmod(double x, double y) { return ufunc_of_two(&np_fmod_loop, x, y); }
static int np_fmod_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_fmod_loop, 2); }

//: np_remainder needs ufuncs
static UfuncLoop np_remainder_loop;
static inline double np_remainder(double x, double y) { return ufunc_of_two(&np_remainder_loop, x, y); }
static int np_remainder_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_remainder_loop, 2); }

//: np_copysign needs ufuncs
static UfuncLoop np_copysign_loop;
static inline double np_copysign(double x, double y) { return ufunc_of_two(&np_copysign_loop, x, y); }
static int np_copysign_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_copysign_loop, 2); }

//: np_logaddexp needs ufuncs
static UfuncLoop np_logaddexp_loop;
static inline double np_logaddexp(double x, double y) { return ufunc_of_two(&np_logaddexp_loop, x, y); }
static int np_logaddexp_found(PyObject *ufunc) { return ufunc_found(ufunc, &np_logaddexp_loop, 2); }
