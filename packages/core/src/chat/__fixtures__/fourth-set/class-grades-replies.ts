import type { ReplyCase } from "../reply-case.ts";

export const classGradesReplies: ReplyCase = {
  name: "publish grades (Spanish)",
  ground: {
    howTo: `1. Entre en **Mis clases** y elija la clase.
2. Abra la pestaña **Calificaciones**.
3. Escriba las notas en la columna de la tarea. Se guardan solas.
4. Marque la columna y pulse **Publicar notas**.
5. Elija **Solo alumnos** o **Alumnos y familias** y pulse **Publicar**.

Para corregir una nota publicada, pulse el lápiz y luego **Volver a publicar**.`,
    names: [
      "Publicar notas",
      "Mis clases",
      "Calificaciones",
      "Solo alumnos",
      "Alumnos y familias",
      "Publicar",
      "Volver a publicar",
    ],
    said: ["los padres no ven las notas del examen", "3.º B", "Examen tema 4"],
  },
  correct: [
    "Es posible que las notas del examen todavía no estén publicadas. Entre en **Mis clases** y elija 3.º B.",
    "Abra la pestaña **Calificaciones**, marque la columna del examen y pulse **Publicar notas**.",
    "Para que las vean los padres, elija «Alumnos y familias» y pulse **Publicar**.",
    "Mis clases > Calificaciones > Publicar notas > Alumnos y familias",
    "Las notas se guardan solas, pero nadie las ve hasta que las publica.",
    "1. **Mis clases**\n2. **Calificaciones**\n3. Marque la columna «Examen tema 4»\n4. **Publicar notas**\n5. **Alumnos y familias**",
    "Si se ha equivocado en alguna, pulse el lápiz y después **Volver a publicar**.",
    "Si eligió **Solo alumnos**, las familias no las ven.",
    "No puedo publicarlas por usted, pero se hace en un momento.",
    "¿Ya ha escrito todas las notas? Entonces puede publicarlas.",
    "Por último, pulse “Publicar”.",
    "No sé si las familias reciben un aviso.",
    "Elige la clase, abre *Calificaciones* y marca la columna.",
  ],
  invented: [
    "Abra **Comunicaciones** y pulse **Avisar a las familias**.",
    "Vaya a Ajustes > Visibilidad > Boletines.",
    "Pulse **Cerrar evaluación**.",
    "Marque la casilla «Mostrar media».",
    "Pulse el ojo junto a la columna.",
    "Elija “Publicar más tarde”.",
    "Haga clic en el botón Exportar actas.",
    "Pulse Ctrl+G para guardar las notas.",
    "En la pestaña Asistencia, elija el día del examen.",
    "Arrastre la columna al principio.",
    "Pulse **Ponderar tarea** y escriba el porcentaje.",
    "Consulte https://colegio.example/ayuda/notas.",
    "Mis clases → Familias → Permisos",
  ],
};
